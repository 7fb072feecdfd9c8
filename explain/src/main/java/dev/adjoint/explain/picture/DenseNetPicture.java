package dev.adjoint.explain.picture;

import dev.adjoint.explain.diagnose.setup.InnerLayers;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.plot.graph.Network;
import dev.adjoint.plot.graph.NetworkPicture;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;

/// The linear layers of a network as units and connections, with the weight of each connection and,
/// after a backward pass, its gradient.
public final class DenseNetPicture {

  /// Layers with more connections than this show no numbers on their lines.
  private static final int MOST_TEXTS = 24;

  private static final int MOST_UNITS = 8;
  private static final int DIGITS = 3;

  private DenseNetPicture() {}

  /// The picture of the linear layers that follow each other, from the first one on. Only the units
  /// that are shown have connections: of a layer with more than eight the first four and the last
  /// three.
  ///
  /// @param withGradients whether the gradients of the weights are written, which then must exist
  /// @throws IllegalArgumentException if there is no linear layer
  public static Picture of(Layer model, boolean withGradients, Wording words) {
    List<Linear> chain = new ArrayList<>();
    for (Linear layer : InnerLayers.of(model, Linear.class)) {
      if (chain.isEmpty() || layer.weight().shape().size(1) == outputs(chain.getLast())) {
        chain.add(layer);
      }
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(
          "draw: the network has no linear layer to draw as units; draw its graph, filters or histograms");
    }
    List<Network.Column> columns = new ArrayList<>();
    columns.add(column(words.text("net.inputs"), chain.getFirst().weight().shape().size(1), "x"));
    List<Network.Connection> connections = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      boolean isLast = i == chain.size() - 1;
      int units = outputs(chain.get(i));
      columns.add(
          column(
              words.text(isLast ? "net.outputs" : "net.hidden", i + 1), units, isLast ? "y" : "a"));
      connect(chain.get(i).weight(), i, withGradients, connections);
    }
    long weights = chain.stream().mapToLong(layer -> layer.weight().shape().count()).sum();
    return NetworkPicture.of(
        new Network(
            words.text("net.title", chain.size(), weights),
            words.text(withGradients ? "net.note.gradients" : "net.note"),
            columns,
            connections,
            "",
            ""));
  }

  private static int outputs(Linear layer) {
    return layer.weight().shape().size(0);
  }

  private static Network.Column column(String label, int units, String letter) {
    List<Network.Unit> all = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      all.add(new Network.Unit(letter + subscript(i + 1), "", ""));
    }
    return new Network.Column(label, all);
  }

  private static String subscript(int number) {
    StringBuilder text = new StringBuilder();
    String.valueOf(number).chars().forEach(digit -> text.append((char) ('₀' + digit - '0')));
    return text.toString();
  }

  private static void connect(
      Parameter weight, int column, boolean withGradients, List<Network.Connection> to) {
    int outputs = weight.shape().size(0);
    int inputs = weight.shape().size(1);
    double[] w = weight.value().detach().toDoubleArray();
    double[] g = withGradients ? weight.gradient().toDoubleArray() : new double[0];
    boolean hasTexts = w.length <= MOST_TEXTS;
    for (int out = 0; out < outputs; out++) {
      for (int in = 0; in < inputs; in++) {
        if (isShown(out, outputs) && isShown(in, inputs)) {
          int at = out * inputs + in;
          to.add(
              new Network.Connection(
                  column,
                  in,
                  out,
                  w[at],
                  hasTexts ? NumberText.of(w[at], DIGITS) : "",
                  hasTexts && withGradients ? NumberText.of(g[at], DIGITS) : ""));
        }
      }
    }
  }

  private static boolean isShown(int unit, int units) {
    return units <= MOST_UNITS || unit < 4 || unit >= units - 3;
  }
}
