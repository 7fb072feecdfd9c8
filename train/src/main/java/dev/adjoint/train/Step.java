package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Tensor;

/// Computes the loss of a batch. A step of your own trains a model of any structure, with any
/// number of inputs.
///
/// A step that is a record of its model and its loss can be recorded, which is faster. A lambda is
/// called at each step:
///
/// ```java
/// record PairStep(Layer tower, Loss loss) implements Step {
///   public Result of(Batch batch, Pass pass) {
///     Tensor left = tower.forward(batch.field("left"), pass);
///     Tensor right = tower.forward(batch.field("right"), pass);
///     Tensor distance = left.subtract(right).square().sum(1);
///     return new Result(loss.of(distance, batch.target()), distance);
///   }
/// }
/// ```
@FunctionalInterface
public interface Step {

  /// Computes the loss of a batch, and the outputs that metrics compare with its target.
  ///
  /// @param pass training, with the random generator of the step, or inference
  Result of(Batch batch, Pass pass);

  /// How much a batch counts in the mean loss of an epoch: the number of its samples, or the number
  /// that its mean loss was divided by.
  default double weight(Batch batch) {
    return batch.count();
  }

  /// How many mean losses the loss of a training pass is the sum of. Figures of training show it
  /// divided by this number.
  default int losses() {
    return 1;
  }

  /// The step of a model with one input: the field `features` goes through the model, and the loss
  /// compares the output with the field `target`. If the batch has a field `weights`, each sample
  /// counts in proportion to its weight.
  ///
  /// The members of an [Ensemble] are trained each on its own loss: the loss of a training pass is
  /// the sum over the members, that of inference judges the mean of their answers.
  ///
  /// @param loss one that is a mean over the samples
  static Step of(Layer model, Loss loss) {
    return model instanceof Ensemble ensemble
        ? new EnsembleStep(ensemble, loss)
        : new SupervisedStep(model, loss);
  }

  /// The result of a step.
  ///
  /// @param loss a single number, the mean over the samples
  /// @param outputs the outputs for the metrics
  record Result(Tensor loss, Tensor outputs) {}
}
