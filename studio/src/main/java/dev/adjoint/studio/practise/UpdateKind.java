package dev.adjoint.studio.practise;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Exercises about a whole step: a gradient after another one, and the new weight with momentum.
final class UpdateKind {

  private static final double RATE = 0.1;
  private static final double MOMENTUM = 0.9;

  private UpdateKind() {}

  /// The gradient of a second pass, after the first one was set to zero.
  static Draft second(RandomGenerator random) {
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
    double old = Traced.number(random);
    double answer = Traced.gradient(trace, "w");
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.OLD_GRADIENT, answer + old);
    mistakes.put(Mistake.MISSING_TWO, answer / 2);
    mistakes.put(Mistake.MISSING_FACTOR, 2 * (w * x - t));
    return new Draft(
        "w.grad = g₀;  zeroGrad();  L = (w·x − t)²;  L.backward();  w.grad = ?",
        List.of(
            Draft.Given.of("w", w),
            Draft.Given.of("x", x),
            Draft.Given.of("t", t),
            Draft.Given.of("g₀", old)),
        "w.grad",
        answer,
        mistakes,
        Traced.step(trace),
        Traced.element("w"));
  }

  /// The weight after the second step of gradient descent with momentum.
  static Draft momentum(RandomGenerator random) {
    double start = Traced.number(random);
    double x = Traced.number(random);
    double t = Traced.number(random);
    Parameter weight = Parameter.of(Traced.scalar(start));
    Tensor input = Traced.scalar(x);
    Tensor target = Traced.scalar(t);
    Supplier<Tensor> loss = () -> weight.value().multiply(input).subtract(target).square();
    Map<String, Object> model = Map.of("w", weight);
    Optimizer optimizer = Optimizer.of(model, OptimizerChoice.MOMENTUM.rule(RATE, 0));
    loss.get().backward();
    double buffer = weight.gradient().item();
    optimizer.step();
    optimizer.zeroGrad();
    double w = weight.value().item();
    StepTrace trace = StepTrace.of(model, optimizer, Map.of("x", input, "target", target), loss);
    double g = Traced.gradient(trace, "w");
    double answer = trace.updates().getFirst().after().item();
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.MISSING_MOMENTUM, w - RATE * g);
    mistakes.put(Mistake.UPHILL, w + RATE * (MOMENTUM * buffer + g));
    mistakes.put(Mistake.MISSING_RATE, w - (MOMENTUM * buffer + g));
    return new Draft(
        "L = (w·x − t)²,  b ← μ·b + g,  w ← w − γ·b",
        List.of(
            Draft.Given.of("w", w),
            Draft.Given.of("x", x),
            Draft.Given.of("t", t),
            Draft.Given.of("b", buffer),
            Draft.Given.of("μ", MOMENTUM),
            Draft.Given.of("γ", RATE)),
        "w",
        answer,
        mistakes,
        Traced.step(trace),
        Traced.element("w"));
  }
}
