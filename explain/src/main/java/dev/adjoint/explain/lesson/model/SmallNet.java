package dev.adjoint.explain.lesson.model;

import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Numeric;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.plot.graph.Network;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The net of lesson 1: two inputs, two hidden units with ReLU, one output, half the squared error.
public record SmallNet(Linear hidden, Linear output) implements PureLayer {

  /// The input, `[2]`.
  public static final Tensor INPUT = Tensor.of(ElementType.F64, 0.9, 1.0);

  /// The target, `[1]`.
  public static final Tensor TARGET = Tensor.of(ElementType.F64, 2.0);

  /// One forward pass.
  public record Run(Tensor sums, Tensor hidden, Tensor output, Tensor loss) {}

  /// The net with the initial weights of the lesson.
  public static SmallNet start() {
    return new SmallNet(
        linear(new double[][] {{0.2, 0.3}, {0.4, 0.5}}, 0.1, 0.2),
        linear(new double[][] {{0.5, 0.6}}, 0.4));
  }

  /// An F64 layer with these numbers.
  public static Linear linear(double[][] weight, double... bias) {
    return new Linear(
        Parameter.of(Tensor.of(ElementType.F64, weight)),
        Optional.of(Parameter.of(Tensor.of(ElementType.F64, bias))));
  }

  @Override
  public Tensor forward(Tensor x) {
    return output.forward(Activation.RELU.forward(hidden.forward(x)));
  }

  /// The forward pass with all intermediate values.
  public Run run() {
    Tensor sums = hidden.forward(INPUT);
    Tensor activations = Activation.RELU.forward(sums);
    Tensor z = output.forward(activations);
    return new Run(sums, activations, z, lossOfOutput(z));
  }

  public static Tensor lossOfOutput(Tensor z) {
    return new SquaredErrorLoss().of(z, TARGET);
  }

  public Tensor lossOfHidden(Tensor activations) {
    return lossOfOutput(output.forward(activations));
  }

  /// The gradient of the loss with respect to a parameter, measured on a copy of the net.
  public Tensor numeric(String parameter) {
    SmallNet copy = start();
    copy.load(this);
    Parameter moved = Parameters.of(copy).byName().get(parameter);
    if (moved == null) {
      throw new IllegalStateException("the net has no " + parameter);
    }
    return Numeric.gradient(
        value -> {
          moved.replace(value);
          return copy.run().loss();
        },
        moved.value().detach());
  }

  private void load(SmallNet other) {
    Parameters.of(this).loadStateDict(Parameters.of(other).stateDict());
  }

  /// The net as a picture: values above the units, error signals below them, and the weight and its
  /// gradient on each line.
  public Network picture(LessonWords words, Run run) {
    Tensor w1 = hidden.weight().value();
    Tensor w2 = output.weight().value();
    Tensor[] g =
        Gradients.of(run.loss(), BackwardMode.RETAIN_GRAPH, run.sums(), run.output(), w1, w2);
    List<Network.Connection> connections = new ArrayList<>();
    connections.addAll(connections(0, w1, g[2]));
    connections.addAll(connections(1, w2, g[3]));
    return new Network(
        words.text("hand.net.title"),
        words.text("hand.net.caption"),
        List.of(
            column(words.text("picture.inputs"), "x", INPUT, Optional.empty()),
            column(words.text("picture.hidden"), "h", run.hidden(), Optional.of(g[0])),
            column(words.text("picture.output"), "z", run.output(), Optional.of(g[1]))),
        connections,
        words.text("picture.forward"),
        words.text("picture.backward"));
  }

  /// A column of units with their values and, if present, their error signals.
  public static Network.Column column(
      String label, String letter, Tensor values, Optional<Tensor> signals) {
    double[] numbers = values.toDoubleArray();
    double[] errors = signals.map(Tensor::toDoubleArray).orElse(new double[0]);
    List<Network.Unit> units = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      String name = numbers.length == 1 ? letter : letter + (char) ('₁' + i);
      String signal = errors.length == 0 ? "" : "δ = " + NumberText.of(errors[i], 4);
      units.add(new Network.Unit(name, NumberText.of(numbers[i], 4), signal));
    }
    return new Network.Column(label, units);
  }

  /// The connections of a layer `[out, in]` with weights and gradients.
  public static List<Network.Connection> connections(int column, Tensor weight, Tensor gradient) {
    double[] w = weight.toDoubleArray();
    double[] g = gradient.toDoubleArray();
    int in = weight.shape().size(1);
    List<Network.Connection> connections = new ArrayList<>();
    for (int i = 0; i < w.length; i++) {
      connections.add(
          new Network.Connection(
              column, i % in, i / in, w[i], NumberText.of(w[i], 4), "∂ " + NumberText.of(g[i], 4)));
    }
    return connections;
  }
}
