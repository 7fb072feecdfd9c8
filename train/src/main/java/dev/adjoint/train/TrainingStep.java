package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Forward, loss and gradients of one batch, run from a recording where that is safe.
///
/// A [RecordedStep] does not come past the model's Java code again, so what a layer changes in
/// itself from step to step would stand still. A model that is made of records and constants has
/// nothing to change, and neither has such a loss; everything else is called at every step.
final class TrainingStep {

  private final Layer model;
  private final Loss loss;
  private final boolean recorded;
  private final RecordedStep step;

  TrainingStep(Layer model, Loss loss) {
    this.model = model;
    this.loss = loss;
    recorded = isFixed(model) && isFixed(loss);
    step = RecordedStep.withRandom((random, in) -> of(random, in[0], in[1])).wherePossible();
  }

  /// Adds the gradients of a batch to the parameters; the loss and the outputs.
  Tensor[] run(Batch batch, RandomGenerator random) {
    if (recorded) {
      return step.runAll(random, batch.features(), batch.target());
    }
    Tensor[] results = of(random, batch.features(), batch.target());
    Profile.section("backward", () -> results[0].backward());
    return new Tensor[] {results[0].detach(), results[1].detach()};
  }

  private Tensor[] of(RandomGenerator random, Tensor features, Tensor target) {
    Pass pass = new Pass.Training(random);
    Tensor outputs = Profile.section("forward", () -> model.forward(features, pass));
    return new Tensor[] {Profile.section("loss", () -> loss.of(outputs, target)), outputs};
  }

  /// Whether this and all its parts are records, constants, parameters, buffers, or collections of
  /// these.
  static boolean isFixed(Object part) {
    return switch (part) {
      case Parameter _, Buffer _, Tensor _, Number _, String _, Boolean _, Enum<?> _ -> true;
      case Layer layer -> layer instanceof Record && areFixed(layer.parts().values());
      case Optional<?> optional -> optional.isEmpty() || isFixed(optional.get());
      case Object[] items -> areFixed(Arrays.asList(items));
      case Collection<?> items -> areFixed(items);
      case Map<?, ?> items -> areFixed(items.values());
      default -> part instanceof Record;
    };
  }

  private static boolean areFixed(Collection<?> parts) {
    return parts.stream().allMatch(TrainingStep::isFixed);
  }
}
