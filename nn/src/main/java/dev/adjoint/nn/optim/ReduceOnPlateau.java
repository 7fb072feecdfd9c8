package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;

/// A rate that is multiplied by a factor when a figure has not improved for some epochs
/// (`ReduceLROnPlateau`).
///
/// ```java
/// ReduceOnPlateau rate = new ReduceOnPlateau(0.1);
/// Optimizer optimizer = Optimizer.of(model, new Sgd(rate));
/// // after each epoch
/// rate.observe(validationLoss);
/// ```
///
/// A figure improves if it is below `best · (1 − threshold)`. After a reduction as many epochs as
/// the cooldown are not counted. Unlike other schedules it changes with what it observes; its state
/// is a few numbers, see [#state].
public final class ReduceOnPlateau implements Schedule {

  /// What controls the reductions.
  ///
  /// @param factor within 0 … 1, both excluded
  /// @param patience epochs without improvement that are tolerated
  /// @param threshold the least relative improvement
  /// @param cooldown epochs after a reduction that are not counted
  /// @param least the smallest rate
  public record Options(double factor, int patience, double threshold, int cooldown, double least) {

    /// PyTorch's defaults.
    public static final Options USUAL = new Options(0.1, 10, 1e-4, 0, 0);

    /// Checks the ranges.
    public Options {
      if (!(factor > 0 && factor < 1)) {
        throw new IllegalArgumentException(
            "reduce on plateau: the factor is %s but must be above 0 and below 1; 0.1 is usual"
                .formatted(factor));
      }
      if (patience < 0 || cooldown < 0) {
        throw new IllegalArgumentException(
            "reduce on plateau: patience is %d and cooldown %d but both must be at least 0; 10 and 0 are usual"
                .formatted(patience, cooldown));
      }
      Require.notNegative("reduce on plateau", "the threshold", threshold, "1e-4 is usual");
      Require.notNegative("reduce on plateau", "the smallest rate", least, "0 is usual");
    }
  }

  /// What [#observe] has seen so far.
  ///
  /// @param rate the present rate
  /// @param best the best figure
  /// @param waited epochs since it improved
  /// @param cooling epochs of the cooldown that are left
  public record State(double rate, double best, int waited, int cooling) {}

  private final Options options;
  private State state;

  /// With the usual options.
  public ReduceOnPlateau(double rate) {
    this(rate, Options.USUAL);
  }

  /// With these options.
  public ReduceOnPlateau(double rate, Options options) {
    this.options = Require.given("reduce on plateau", "the options", options);
    this.state = new State(Schedule.constant(rate).at(1), Double.POSITIVE_INFINITY, 0, 0);
  }

  /// Takes in the figure of an epoch, for which smaller is better; NaN is not an improvement.
  public void observe(double figure) {
    boolean improved = figure < state.best * (1 - options.threshold);
    double best = improved ? figure : state.best;
    int waited = improved ? 0 : state.waited + 1;
    int cooling = state.cooling;
    if (cooling > 0) {
      cooling--;
      waited = 0;
    }
    double rate = state.rate;
    if (waited > options.patience) {
      rate = Math.max(rate * options.factor, options.least);
      cooling = options.cooldown;
      waited = 0;
    }
    state = new State(rate, best, waited, cooling);
  }

  /// The present state, to be saved beside that of the optimizer.
  public State state() {
    return state;
  }

  /// Goes back to a saved state.
  public void restore(State saved) {
    state = Require.given("reduce on plateau", "the state", saved);
  }

  @Override
  public double at(long step) {
    return state.rate;
  }

  @Override
  public String toString() {
    return "reduceOnPlateau(%s)".formatted(options);
  }
}
