package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.data.Source;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainOptions;
import java.util.Map;
import java.util.Optional;

/// What else is known about a training.
///
/// @param heldOut samples that it does not learn from
/// @param steps how many steps a branch runs; empty to choose it by the work of a step
/// @param loop a step of a loop of the user's own
/// @param trained the weights that the training has left
/// @param trainingLosses the training loss of each epoch of a run
/// @param heldOutLosses the held-out loss of each epoch of a run
/// @param freezes whether parameters are frozen on purpose
/// @param searched how many steps are searched for a value that is not finite; empty for as many as
///   a branch has
public record Background(
    Optional<Source> heldOut,
    Optional<Integer> steps,
    Optional<LoopStep> loop,
    Map<String, Tensor> trained,
    Optional<Curve> trainingLosses,
    Optional<Curve> heldOutLosses,
    boolean freezes,
    Optional<Integer> searched) {

  /// The held-out samples of the options, and nothing else.
  public static Background of(TrainOptions options) {
    return new Background(
        options.validation(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /// The same with these held-out samples.
  @CheckReturnValue
  public Background withHeldOut(Source samples) {
    return new Background(
        Optional.of(samples),
        steps,
        loop,
        trained,
        trainingLosses,
        heldOutLosses,
        freezes,
        searched);
  }

  /// The same with this number of steps in a branch, at least 8.
  ///
  /// @throws IllegalArgumentException if there are fewer
  @CheckReturnValue
  public Background withSteps(int number) {
    if (number < 8) {
      throw new IllegalArgumentException(
          "diagnose: a branch runs %d steps but must run at least 8; 100 is usual"
              .formatted(number));
    }
    return new Background(
        heldOut,
        Optional.of(number),
        loop,
        trained,
        trainingLosses,
        heldOutLosses,
        freezes,
        searched);
  }

  /// The same with a step of the user's own loop.
  @CheckReturnValue
  public Background withLoop(LoopStep own) {
    return new Background(
        heldOut,
        steps,
        Optional.of(own),
        trained,
        trainingLosses,
        heldOutLosses,
        freezes,
        searched);
  }

  /// The same with the weights that the training has left.
  @CheckReturnValue
  public Background withTrained(Map<String, Tensor> weights) {
    return new Background(
        heldOut,
        steps,
        loop,
        Map.copyOf(weights),
        trainingLosses,
        heldOutLosses,
        freezes,
        searched);
  }

  /// The same with the losses of the epochs of a run.
  @CheckReturnValue
  public Background withLosses(Curve training, Curve held) {
    return new Background(
        heldOut, steps, loop, trained, Optional.of(training), Optional.of(held), freezes, searched);
  }

  /// The same, with parameters that are frozen on purpose.
  @CheckReturnValue
  public Background withFreezing() {
    return new Background(
        heldOut, steps, loop, trained, trainingLosses, heldOutLosses, true, searched);
  }

  /// The same, searching so many steps for a value that is not finite.
  @CheckReturnValue
  public Background withSearch(int number) {
    return new Background(
        heldOut, steps, loop, trained, trainingLosses, heldOutLosses, freezes, Optional.of(number));
  }
}
