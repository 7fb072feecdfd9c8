package dev.adjoint.explain.picture;

import dev.adjoint.explain.diagnose.setup.InnerLayers;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.Pass;
import dev.adjoint.plot.chart.ArrayChart;
import dev.adjoint.plot.chart.ColorScale;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much each position of a sample attends to each other one, by layer and head: a row for each
/// query, a column for each key. Cells that a causal layer hides are marked as masked.
///
/// The kernel does not store the weights. They are the result of the same operation with other
/// values: with 1 for one position and 0 for all others it gives the weights of this position.
public final class AttentionPicture {

  private static final int IN_ROW = 4;
  private static final double SIZE = 150;
  private static final int MOST_POSITIONS = 64;
  private static final int HEADS_RANK = 3;
  private static final String SELF = "self attention";
  private static final String ATTENTION = "attention";

  private AttentionPicture() {}

  /// The weights of one layer for one sample.
  ///
  /// @param layer the path of the layer
  /// @param weights `[heads, queries, keys]`
  public record Weights(String layer, Tensor weights) {

    /// Whether no query attends to a later key.
    boolean isCausal() {
      int queries = weights.shape().size(1);
      int keys = weights.shape().size(2);
      double[] numbers = weights.toDoubleArray();
      boolean isCausal = queries == keys && keys > 1;
      for (int i = 0; i < numbers.length && isCausal; i++) {
        isCausal = i % keys <= Math.floorDiv(i, keys) % queries || numbers[i] == 0;
      }
      return isCausal;
    }
  }

  /// The attention of each layer for one sample.
  ///
  /// @param sample the input of the model with a batch of one
  /// @throws IllegalArgumentException if the model has no attention
  public static List<Weights> weights(Layer model, Tensor sample) {
    Trace trace =
        Trace.of(() -> {
          var _ = Tensor.noGrad(() -> model.forward(sample, Pass.INFERENCE));
        });
    List<MultiheadAttention> layers = InnerLayers.of(model, MultiheadAttention.class);
    List<Weights> found = new ArrayList<>();
    for (Trace.Step step : trace.steps()) {
      String label = step.operation().label();
      if (label.startsWith(SELF)) {
        int heads = layers.isEmpty() ? 1 : layers.get(found.size() % layers.size()).heads();
        found.add(new Weights(step.path(), ofSelf(step, heads)));
      } else if (label.startsWith(ATTENTION)) {
        found.add(new Weights(step.path(), ofHeads(step)));
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "draw: the network has no attention; draw its histograms or its graph");
    }
    return found;
  }

  /// A picture for each layer with attention, by its path.
  public static Map<String, Picture> of(List<Weights> all, Wording words) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      String path = all.get(i).layer();
      pictures.put(
          path.isEmpty() || pictures.containsKey(path) ? "attention" + i : path,
          picture(all.get(i), words));
    }
    return pictures;
  }

  private static Picture picture(Weights layer, Wording words) {
    Shape shape = layer.weights().shape();
    int queries = Math.min(MOST_POSITIONS, shape.size(1));
    int keys = Math.min(MOST_POSITIONS, shape.size(2));
    boolean isCausal = layer.isCausal();
    List<ArrayChart.Panel> panels = new ArrayList<>();
    for (int head = 0; head < shape.size(0); head++) {
      double[] values =
          layer.weights().select(0, head).slice(0, 0, queries).slice(1, 0, keys).toDoubleArray();
      boolean[] masked = new boolean[values.length];
      for (int i = 0; i < masked.length; i++) {
        masked[i] = isCausal && i % keys > Math.floorDiv(i, keys);
      }
      panels.add(
          new ArrayChart.Panel(
              words.text("attention.head", head),
              queries,
              keys,
              values,
              isCausal ? Optional.of(masked) : Optional.empty()));
    }
    return new ArrayChart(
            words.text("attention.title", layer.layer()),
            IN_ROW,
            SIZE,
            panels,
            ColorScale.plain(0, 1),
            PictureWords.cells(words),
            List.of(words.text("attention.note", queries, shape.size(1), keys, shape.size(2))))
        .toPicture();
  }

  /// Of heads side by side in x `[…, T, 3·W]`: query, key and value.
  private static Tensor ofSelf(Trace.Step step, int heads) {
    Tensor x = first(step.inputs().getFirst(), 2);
    int positions = x.shape().size(0);
    int width = x.shape().size(1) / 3;
    Tensor others = x.slice(1, 0, 2 * width);
    List<Tensor> columns = new ArrayList<>();
    for (int key = 0; key < positions; key++) {
      Tensor values = at(key, positions, width, x.elementType());
      Tensor packed = Tensor.concat(1, others, values);
      columns.add(Tensor.apply(step.operation(), packed));
    }
    // Columns of one head are equal, so the first one of each head is taken: [T, heads, keys].
    Tensor all = Tensor.stack(2, columns.toArray(new Tensor[0]));
    List<Tensor> each = new ArrayList<>();
    for (int head = 0; head < heads; head++) {
      each.add(all.select(1, head * (width / heads)));
    }
    return Tensor.stack(0, each.toArray(new Tensor[0]));
  }

  /// Of heads on an axis of their own: query `[…, L, E]`, key `[…, S, E]`, value and, if there is
  /// one, the mask.
  private static Tensor ofHeads(Trace.Step step) {
    List<Tensor> given = new ArrayList<>(step.inputs());
    Tensor key = given.get(1);
    given.set(2, Tensor.eye(key.shape().size(-2)).to(key.elementType()));
    Tensor weights =
        first(Tensor.apply(step.operation(), given.toArray(new Tensor[0])), HEADS_RANK);
    return weights.shape().rank() == HEADS_RANK ? weights : weights.unsqueeze(0);
  }

  /// Ones in one row.
  private static Tensor at(int row, int rows, int columns, ElementType type) {
    double[] numbers = new double[rows * columns];
    Arrays.fill(numbers, row * columns, (row + 1) * columns, 1);
    return Tensor.of(ElementType.F64, numbers, Shape.of(rows, columns)).to(type);
  }

  /// The first sample, until so many axes are left.
  private static Tensor first(Tensor x, int axes) {
    Tensor some = x.detach();
    while (some.shape().rank() > axes) {
      some = some.select(0, 0);
    }
    return some;
  }
}
