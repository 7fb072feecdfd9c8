package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Nonlinear conjugate gradients (Polak and Ribière 1969): descent along directions that do not
/// undo each other. For losses without noise, as [Lbfgs], with the memory of three copies of the
/// parameters; each step computes the loss several times.
///
/// ```java
/// ConjugateGradient optimizer = ConjugateGradient.of(model);
/// for (int i = 0; i < 50; i++) {
///   double loss = optimizer.step(() -> mse.of(model.forward(x, pass), y));
/// }
/// ```
///
/// One iteration:
///
/// ```
/// β = max(0, g·(g − g₋₁) / g₋₁·g₋₁)     0 at the first
/// d = −g + β·d₋₁                         −g if that is not a direction of descent
/// θ ← θ + τ·d                            τ from a line search: strong Wolfe, |φ′(τ)| ≤ 0.1·|φ′(0)|
/// ```
///
/// The search starts at `min(1, 1/‖g‖₁)`, later at `τ₋₁·(g₋₁·d₋₁)/(g·d)`. Directions are computed
/// in F64 for all element types, and depend on nothing but the losses and gradients. Source:
/// Nocedal and Wright, Numerical Optimization, 2006, section 5.2 (PR+). PyTorch has no such
/// optimizer.
public final class ConjugateGradient {

  private static final double CURVATURE = 0.1;

  /// The numbers that control a step.
  ///
  /// @param iterations the most iterations of a step
  /// @param gradientTolerance a step ends when no element of the gradient is larger
  /// @param changeTolerance a step ends when neither the loss nor a parameter changes by more
  public record Options(int iterations, double gradientTolerance, double changeTolerance) {

    /// 20 iterations, and the tolerances of [Lbfgs].
    public static final Options USUAL = new Options(20, 1e-7, 1e-9);

    /// Checks the ranges.
    public Options {
      Require.size(NAME, "the number of iterations", iterations, "20 is usual");
      Require.notNegative(NAME, "the gradient tolerance", gradientTolerance, "1e-7 is usual");
      Require.notNegative(NAME, "the change tolerance", changeTolerance, "1e-9 is usual");
    }
  }

  private static final String NAME = "conjugate gradient";

  private final FlatParameters parameters;
  private final Options options;

  private long iterations;
  private double[] direction = new double[0];
  private double[] previousGradient = new double[0];
  private double previousStep;

  private ConjugateGradient(FlatParameters parameters, Options options) {
    this.parameters = parameters;
    this.options = options;
  }

  /// An optimizer of all trainable parameters of a model with the usual options.
  ///
  /// @throws IllegalArgumentException if the model has no trainable parameters that can be found
  public static ConjugateGradient of(Object model) {
    return of(model, Options.USUAL);
  }

  /// An optimizer of all trainable parameters of a model.
  ///
  /// @throws IllegalArgumentException if the model has no trainable parameters that can be found
  public static ConjugateGradient of(Object model, Options options) {
    Require.given(NAME, "the model", model);
    Require.given(NAME, "the options", options, "give Options.USUAL");
    return new ConjugateGradient(FlatParameters.trainable(NAME, model), options);
  }

  /// The number of iterations so far, over all steps.
  public long iterations() {
    return iterations;
  }

  /// One step: up to [Options#iterations] iterations.
  ///
  /// @param loss computes the loss from the present parameters; gradients are cleared and computed
  ///   here
  /// @return the loss before the step
  /// @throws ArithmeticException if the loss or its gradient is not finite at the start of the step
  public double step(Supplier<Tensor> loss) {
    Require.given(NAME, "the loss", loss, "give a function without arguments");
    LossAndGradient now = parameters.evaluateFirst(NAME, loss);
    double first = now.loss();
    for (int i = 0; i < options.iterations(); i++) {
      if (now.largest() <= options.gradientTolerance()) {
        break;
      }
      double length = nextDirection(now.gradient());
      double[] origin = parameters.values();
      StrongWolfe.Found found =
          StrongWolfe.search(
              tau -> parameters.evaluate(origin, tau, direction, loss),
              now,
              direction,
              length,
              CURVATURE,
              options.changeTolerance());
      iterations++;
      previousGradient = now.gradient();
      previousStep = found.step();
      parameters.set(origin, previousStep, direction);
      double before = now.loss();
      now = found.at();
      if (previousStep * CurvaturePairs.largest(direction) <= options.changeTolerance()
          || Math.abs(now.loss() - before) < options.changeTolerance()) {
        break;
      }
    }
    return first;
  }

  /// Sets the direction.
  ///
  /// @return the length that the search tries first
  private double nextDirection(double[] g) {
    double start = Math.min(1, 1 / CurvaturePairs.sumOfSizes(g));
    double beta = 0;
    double previousSlope = 0;
    if (iterations > 0) {
      double norm = CurvaturePairs.dot(previousGradient, previousGradient);
      beta =
          Math.max(0, (CurvaturePairs.dot(g, g) - CurvaturePairs.dot(g, previousGradient)) / norm);
      previousSlope = CurvaturePairs.dot(previousGradient, direction);
    }
    double[] next = combined(g, beta);
    if (CurvaturePairs.dot(g, next) >= 0) {
      next = combined(g, 0);
    }
    direction = next;
    double length = previousStep * previousSlope / CurvaturePairs.dot(g, next);
    return length > 0 && length < Double.POSITIVE_INFINITY ? length : start;
  }

  private double[] combined(double[] g, double beta) {
    double[] d = new double[g.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = beta == 0 ? -g[i] : beta * direction[i] - g[i];
    }
    return d;
  }

  /// What is remembered between two steps, for [#loadStateDict]; empty before the first.
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    if (iterations > 0) {
      state.put("n_iter", Tensor.scalar(iterations));
      state.put("t", Tensor.scalar(ElementType.F64, previousStep));
      state.put("d", Tensor.of(ElementType.F64, direction, Shape.of(direction.length)));
      state.put(
          "prev_flat_grad",
          Tensor.of(ElementType.F64, previousGradient, Shape.of(previousGradient.length)));
    }
    return state;
  }

  /// Goes back to a saved state.
  ///
  /// @param state from [#stateDict]
  /// @throws IllegalArgumentException if a part is missing or of the wrong size; then nothing has
  ///   changed
  public void loadStateDict(Map<String, Tensor> state) {
    Require.given(NAME, "the state", state);
    CurvaturePairs.Saved saved = CurvaturePairs.saved(NAME, state, parameters.count());
    iterations = saved.iterations();
    previousStep = saved.step();
    direction = saved.direction();
    previousGradient = saved.gradient();
  }

  @Override
  public String toString() {
    return "ConjugateGradient(%s, iteration %d)".formatted(options, iterations);
  }
}
