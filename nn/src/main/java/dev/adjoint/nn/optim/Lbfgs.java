package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.function.Supplier;

/// L-BFGS (Liu and Nocedal 1989): descent along a direction that the recent gradients correct for
/// curvature. For losses without noise, such as those of physics-informed networks or of all
/// samples at once; each step computes the loss several times.
///
/// ```java
/// Lbfgs optimizer = Lbfgs.of(model).withLineSearch();
/// for (int i = 0; i < 50; i++) {
///   double loss = optimizer.step(() -> mse.of(model.forward(x, pass), y));
/// }
/// ```
///
/// One iteration, with the last m pairs `s = θ − θ₋₁`, `y = g − g₋₁`:
///
/// ```
/// d = −H·g            by the two-loop recursion over the pairs, from H₀ = (s·y)/(y·y)
/// θ ← θ + τ·d         τ = γ, or from a line search; min(1, 1/‖g‖₁)·γ at the first
/// ```
///
/// A pair with `s·y ≤ 1e-10` is left out. Directions are computed in F64 for all element types, and
/// depend on nothing but the losses and gradients.
///
/// As `torch.optim.LBFGS`, with the same defaults; [#withLineSearch] is `line_search_fn =
/// "strong_wolfe"`.
public final class Lbfgs {

  private static final String NAME = "lbfgs";
  private static final double CURVATURE = 0.9;

  /// The numbers that control a step.
  ///
  /// @param rate γ, above 0
  /// @param iterations the most iterations of a step
  /// @param evaluations the most losses that a step computes
  /// @param gradientTolerance a step ends when no element of the gradient is larger
  /// @param changeTolerance a step ends when neither the loss nor a parameter changes by more
  /// @param history m, the pairs that are remembered
  /// @param lineSearch whether τ is searched so that the strong Wolfe conditions hold
  public record Options(
      double rate,
      int iterations,
      int evaluations,
      double gradientTolerance,
      double changeTolerance,
      int history,
      boolean lineSearch) {

    /// PyTorch's defaults.
    public static final Options USUAL = new Options(1, 20, 25, 1e-7, 1e-9, 100, false);

    /// Checks the ranges.
    public Options {
      Require.positive(NAME, "the rate", rate, "1 is usual");
      Require.size(NAME, "the number of iterations", iterations, "20 is usual");
      Require.size(NAME, "the number of evaluations", evaluations, "25 is usual");
      Require.notNegative(NAME, "the gradient tolerance", gradientTolerance, "1e-7 is usual");
      Require.notNegative(NAME, "the change tolerance", changeTolerance, "1e-9 is usual");
      Require.size(NAME, "the history", history, "100 is usual");
    }
  }

  private final FlatParameters parameters;
  private final Options options;
  private final CurvaturePairs pairs;

  private long iterations;
  private double[] direction = new double[0];
  private double[] previousGradient = new double[0];
  private double previousStep;

  private Lbfgs(FlatParameters parameters, Options options) {
    this.parameters = parameters;
    this.options = options;
    this.pairs = new CurvaturePairs(options.history());
  }

  /// An optimizer of all trainable parameters of a model with the usual options.
  ///
  /// @throws IllegalArgumentException if the model has no parameters that can be found
  public static Lbfgs of(Object model) {
    return of(model, Options.USUAL);
  }

  /// An optimizer of all trainable parameters of a model.
  ///
  /// @throws IllegalArgumentException if the model has no trainable parameters that can be found
  public static Lbfgs of(Object model, Options options) {
    Require.given(NAME, "the model", model);
    Require.given(NAME, "the options", options, "give Options.USUAL");
    return new Lbfgs(FlatParameters.trainable(NAME, model), options);
  }

  /// A new optimizer of the same parameters that searches for the length of each step.
  @CheckReturnValue
  public Lbfgs withLineSearch() {
    Options o = options;
    return new Lbfgs(
        parameters,
        new Options(
            o.rate,
            o.iterations,
            o.evaluations,
            o.gradientTolerance,
            o.changeTolerance,
            o.history,
            true));
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
    int evaluations = 1;
    for (int i = 1; now.largest() > options.gradientTolerance() && i <= options.iterations(); i++) {
      direction = nextDirection(now.gradient());
      double slope = CurvaturePairs.dot(now.gradient(), direction);
      if (slope > -options.changeTolerance()) {
        break;
      }
      previousGradient = now.gradient();
      double start =
          iterations == 1
              ? Math.min(1, 1 / CurvaturePairs.sumOfSizes(now.gradient())) * options.rate()
              : options.rate();
      double loss0 = now.loss();
      if (options.lineSearch()) {
        double[] origin = parameters.values();
        StrongWolfe.Found found =
            StrongWolfe.search(
                tau -> parameters.evaluate(origin, tau, direction, loss),
                now,
                direction,
                start,
                CURVATURE,
                options.changeTolerance());
        previousStep = found.step();
        parameters.set(origin, previousStep, direction);
        now = found.at();
        evaluations += found.evaluations();
      } else {
        previousStep = start;
        parameters.set(parameters.values(), start, direction);
        if (i == options.iterations()) {
          break;
        }
        now = parameters.evaluate(loss);
        evaluations++;
      }
      if (evaluations >= options.evaluations()
          || previousStep * CurvaturePairs.largest(direction) <= options.changeTolerance()
          || Math.abs(now.loss() - loss0) < options.changeTolerance()
          || !now.isFinite()) {
        break;
      }
    }
    return first;
  }

  private double[] nextDirection(double[] gradient) {
    iterations++;
    if (iterations > 1) {
      pairs.add(direction, previousStep, gradient, previousGradient);
    }
    return pairs.direction(gradient);
  }

  /// What is remembered between two steps, for [#loadStateDict]; empty before the first.
  public Map<String, Tensor> stateDict() {
    return iterations == 0
        ? Map.of()
        : pairs.state(iterations, previousStep, direction, previousGradient);
  }

  /// Goes back to a saved state.
  ///
  /// @param state from [#stateDict]
  /// @throws IllegalArgumentException if a part is missing or of the wrong size; then nothing has
  ///   changed
  public void loadStateDict(Map<String, Tensor> state) {
    Require.given(NAME, "the state", state);
    CurvaturePairs.Saved saved = pairs.load(state, parameters.count());
    iterations = saved.iterations();
    previousStep = saved.step();
    direction = saved.direction();
    previousGradient = saved.gradient();
  }

  @Override
  public String toString() {
    return "Lbfgs(%s, iteration %d)".formatted(options, iterations);
  }
}
