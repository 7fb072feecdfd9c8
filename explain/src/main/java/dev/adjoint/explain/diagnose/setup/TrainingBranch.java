package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.data.Source;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.DivergedException;
import dev.adjoint.train.TimeLine;
import dev.adjoint.train.TrainOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A branch of a training, from its start, that runs some steps with a change.
///
/// The samples, their order and the randomness in the layers are those of the training.
record TrainingBranch(TrainingSetup setup, Change change, int steps) {

  /// Is told after each step.
  @FunctionalInterface
  interface Listener {

    /// A step was taken.
    ///
    /// @param step counted from 1
    /// @param loss not finite at the last step of a training that diverged
    void stepped(long step, double loss);
  }

  /// Runs the steps and leaves the model with the weights after the last one; [TrainingSetup]
  /// restores it.
  void run(Listener listener) {
    Map<String, Tensor> weights = new LinkedHashMap<>(setup.start());
    weights.putAll(change.weights());
    setup.parameters().loadStateDict(weights);
    if (change.unfrozen()) {
      for (Parameter parameter : setup.parameters()) {
        parameter.trainable(true);
      }
    }
    TimeLine line = line();
    for (long step = 1; step <= steps; step++) {
      double loss;
      try {
        loss = line.next();
      } catch (DivergedException _) {
        listener.stepped(step, Double.NaN);
        return;
      }
      listener.stepped(step, loss);
    }
  }

  /// The steps of the branch, at its start.
  TimeLine line() {
    Optimizer given = setup.optimizer();
    Optimizer optimizer =
        (change.unfrozen() ? TrainingSetup.complete(given, setup.parameters()) : given)
            .anew(
                change.rule().orElse(UnaryOperator.identity()),
                change.gradientRules().orElse(given.gradientRules()));
    TrainOptions options =
        change
            .options()
            .orElse(UnaryOperator.identity())
            .apply(setup.options())
            .withEpochs(Integer.MAX_VALUE)
            .withSteps(Math.max(1, steps));
    Source source = change.source().orElse(setup.training());
    TimeLine line =
        change.step().isEmpty() && setup.loss().isPresent()
            ? TimeLine.of((Layer) setup.model(), setup.loss().get(), optimizer, source, options)
            : TimeLine.ofStep(
                setup.model(),
                change.step().orElse(UnaryOperator.identity()).apply(setup.step()),
                optimizer,
                source,
                options);
    return line.withMemory(0);
  }
}
