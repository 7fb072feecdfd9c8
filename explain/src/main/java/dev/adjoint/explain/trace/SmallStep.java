package dev.adjoint.explain.trace;

import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// A traced step of a network with one hidden layer, one sample and plain gradient descent, read
/// number by number: the kind of step that the verifier `backprop-trace` can compute again.
///
/// @param hidden the first layer
/// @param output the second layer
/// @param target the target of each output; a class is 1 at its index and 0 elsewhere
/// @param isSoftmax whether the loss is that of classes; otherwise it is half the squared error
/// @param loss the loss
/// @param rate of the update
record SmallStep(
    Dense hidden, Dense output, double[] target, boolean isSoftmax, double loss, double rate) {

  private static final double CLOSE = 1e-5;

  /// A linear layer with its activation.
  ///
  /// @param weight its update
  /// @param bias its update
  /// @param input what the layer reads
  /// @param net its sums
  /// @param gradient of the sums
  /// @param activation `identity`, `relu` or `sigmoid`
  /// @param out the values of the activation
  record Dense(
      TracedUpdate weight,
      TracedUpdate bias,
      double[] input,
      double[] net,
      double[] gradient,
      String activation,
      double[] out) {

    double weight(int to, int from) {
      return weight.before().toDoubleArray()[to * input.length + from];
    }

    /// The slope of the activation at a unit, from its value.
    double slope(int unit) {
      DoubleUnaryOperator of =
          switch (activation) {
            case "relu" -> y -> y > 0 ? 1 : 0;
            case "sigmoid" -> y -> y * (1 - y);
            default -> _ -> 1;
          };
      return of.applyAsDouble(out[unit]);
    }
  }

  static SmallStep of(StepTrace trace) {
    List<TracedOperation> layers =
        trace.operations().stream()
            .filter(operation -> operation.label().equals("linear"))
            .toList();
    if (layers.size() != 2 || trace.updates().size() != 4) {
      throw refused(
          "there are %d linear layers and %d updated parameters"
              .formatted(layers.size(), trace.updates().size()));
    }
    Dense hidden = dense(trace, layers.get(0));
    Dense output = dense(trace, layers.get(1));
    double rate = rate(trace);
    Tensor given =
        trace.values().stream()
            .filter(value -> value.role() == Role.TARGET)
            .findFirst()
            .orElseThrow(() -> refused("no value is the target"))
            .value();
    double loss = trace.loss().value().item();
    double[] target = given.toDoubleArray();
    if (given.elementType().isFloating()
        && target.length == output.out().length
        && isClose(loss, half(target, output.out()))) {
      return new SmallStep(hidden, output, target, false, loss, rate);
    }
    if (target.length == 1 && !given.elementType().isFloating()) {
      double[] chosen = new double[output.out().length];
      chosen[(int) target[0]] = 1;
      Dense classes =
          new Dense(
              output.weight(),
              output.bias(),
              output.input(),
              output.net(),
              output.gradient(),
              "softmax",
              softmax(output.net()));
      if (isClose(loss, -StrictMath.log(classes.out()[(int) target[0]]))) {
        return new SmallStep(hidden, classes, chosen, true, loss, rate);
      }
    }
    throw refused(
        "the loss %s is neither half the squared error nor a cross-entropy".formatted(loss));
  }

  private static IllegalArgumentException refused(String found) {
    return new IllegalArgumentException(
        "backprop-trace: only a step of one sample through two linear layers with biases, with relu, sigmoid or nothing between them, half the squared error or the cross-entropy of a class, and plain gradient descent can be exported, but %s"
            .formatted(found));
  }

  private static Dense dense(StepTrace trace, TracedOperation linear) {
    List<TracedValue> inputs = linear.inputs().stream().map(trace::value).toList();
    TracedValue sums = trace.value(linear.outputs().getFirst());
    if (inputs.size() != 3
        || inputs.get(0).value().shape().count() != inputs.get(1).value().shape().size(1)) {
      throw refused("%s has no bias or more than one sample".formatted(sums.name()));
    }
    Optional<TracedOperation> activation =
        trace.operations().stream()
            .filter(other -> other.inputs().equals(List.of(sums.id())))
            .filter(other -> other.label().equals("relu") || other.label().equals("sigmoid"))
            .findFirst();
    Tensor out =
        activation
            .map(other -> trace.value(other.outputs().getFirst()).value())
            .orElse(sums.value());
    return new Dense(
        update(trace, inputs.get(1)),
        update(trace, inputs.get(2)),
        inputs.get(0).value().toDoubleArray(),
        sums.value().toDoubleArray(),
        sums.gradient()
            .orElseThrow(() -> refused("no gradient flows to %s".formatted(sums.name())))
            .toDoubleArray(),
        activation.map(TracedOperation::label).orElse("identity"),
        out.toDoubleArray());
  }

  private static TracedUpdate update(StepTrace trace, TracedValue parameter) {
    return trace.updates().stream()
        .filter(update -> update.name().equals(parameter.name()))
        .findFirst()
        .orElseThrow(() -> refused("%s is not updated".formatted(parameter.name())));
  }

  private static double rate(StepTrace trace) {
    TracedUpdate first = trace.updates().getFirst();
    if (first.rule() instanceof Sgd rule
        && rule.momentum() == 0
        && rule.weightDecay() == 0
        && first.earlier().isEmpty()) {
      return rule.rate().at(first.step());
    }
    throw refused(
        "the rule is %s, on gradients that were%s empty"
            .formatted(first.rule(), first.earlier().isEmpty() ? "" : " not"));
  }

  private static double half(double[] target, double[] out) {
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      sum += (target[i] - out[i]) * (target[i] - out[i]) / 2;
    }
    return sum;
  }

  private static double[] softmax(double[] net) {
    double[] out = new double[net.length];
    double sum = 0;
    for (int i = 0; i < net.length; i++) {
      out[i] = StrictMath.exp(net[i]);
      sum += out[i];
    }
    for (int i = 0; i < net.length; i++) {
      out[i] /= sum;
    }
    return out;
  }

  private static boolean isClose(double a, double b) {
    return Math.abs(a - b) <= CLOSE * Math.max(1, Math.abs(a));
  }
}
