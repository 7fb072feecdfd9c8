package dev.adjoint.studio.practise;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Exercises with single numbers: a square, a chain with an activation, a value that is used twice.
final class ScalarKind {

  private ScalarKind() {}

  /// L = (w·x − t)².
  static Draft square(RandomGenerator random) {
    double w = Traced.number(random);
    double x = Traced.number(random);
    double t = Traced.number(random);
    Parameter weight = Parameter.of(Traced.scalar(w));
    Tensor input = Traced.scalar(x);
    Tensor target = Traced.scalar(t);
    StepTrace trace =
        Traced.of(
            Map.of("w", weight),
            Map.of("x", input, "target", target),
            () -> weight.value().multiply(input).subtract(target).square());
    double answer = Traced.gradient(trace, "w");
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_TWO, answer / 2);
    mistakes.put(Mistake.MISSING_FACTOR, 2 * (w * x - t));
    return new Draft(
        "L = (w·x − t)²",
        List.of(Draft.Given.of("w", w), Draft.Given.of("x", x), Draft.Given.of("t", t)),
        "∂L/∂w",
        answer,
        mistakes,
        Traced.step(trace),
        Traced.element("w"));
  }

  /// L = (tanh(w·x + b) − t)².
  static Draft tanh(RandomGenerator random) {
    return chain("tanh", Tensor::tanh, z -> 1 - z * z, random);
  }

  /// L = (σ(w·x + b) − t)².
  static Draft sigmoid(RandomGenerator random) {
    return chain("σ", Tensor::sigmoid, a -> a * (1 - a), random);
  }

  private static Draft chain(
      String name,
      UnaryOperator<Tensor> activation,
      DoubleUnaryOperator slope,
      RandomGenerator random) {
    double w = Traced.number(random);
    double x = Traced.number(random);
    double b = Traced.number(random);
    double t = Traced.number(random);
    Parameter weight = Parameter.of(Traced.scalar(w));
    Tensor input = Traced.scalar(x);
    Tensor bias = Traced.scalar(b);
    Tensor target = Traced.scalar(t);
    StepTrace trace =
        Traced.of(
            Map.of("w", weight),
            Map.of("x", input, "b", bias, "target", target),
            () ->
                activation
                    .apply(weight.value().multiply(input).add(bias))
                    .subtract(target)
                    .square());
    double answer = Traced.gradient(trace, "w");
    double z = w * x + b;
    double a = activation.apply(Traced.scalar(z)).item();
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_TWO, answer / 2);
    mistakes.put(Mistake.MISSING_FACTOR, 2 * (a - t) * slope.applyAsDouble(a));
    mistakes.put(Mistake.MISSING_LOCAL, 2 * (a - t) * x);
    mistakes.put(Mistake.AT_Z, 2 * (a - t) * slope.applyAsDouble(z) * x);
    return new Draft(
        "z = w·x + b,  a = %s(z),  L = (a − t)²".formatted(name),
        List.of(
            Draft.Given.of("w", w),
            Draft.Given.of("x", x),
            Draft.Given.of("b", b),
            Draft.Given.of("t", t),
            Draft.Given.of("z", z),
            Draft.Given.of("a", a)),
        "∂L/∂w",
        answer,
        mistakes,
        Traced.step(trace),
        Traced.element("w"));
  }

  /// L = a·tanh(a) with a = w·x: the value a is used twice.
  static Draft branch(RandomGenerator random) {
    double w = Traced.number(random);
    double x = Traced.number(random);
    Parameter weight = Parameter.of(Traced.scalar(w));
    Tensor input = Traced.scalar(x);
    StepTrace trace =
        Traced.of(
            Map.of("w", weight),
            Map.of("x", input),
            () -> {
              Tensor a = weight.value().multiply(input);
              return a.multiply(a.tanh());
            });
    double answer = Traced.gradient(trace, "w");
    double a = w * x;
    double h = Traced.scalar(a).tanh().item();
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_BRANCH, h * x);
    mistakes.put(Mistake.MISSING_LOCAL, (h + a) * x);
    mistakes.put(Mistake.MISSING_FACTOR, h + a * (1 - h * h));
    return new Draft(
        "a = w·x,  h = tanh(a),  L = a·h",
        List.of(
            Draft.Given.of("w", w),
            Draft.Given.of("x", x),
            Draft.Given.of("a", a),
            Draft.Given.of("h", h)),
        "∂L/∂w",
        answer,
        mistakes,
        Traced.step(trace),
        Traced.element("w"));
  }
}
