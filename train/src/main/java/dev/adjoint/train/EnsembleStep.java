package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// The step of an ensemble. Training minimises the sum of the members' losses, so the gradients of
/// a member, and its weights after any step, are those of a member that is trained alone on the
/// same batches. Inference judges the mean of the answers.
record EnsembleStep(Ensemble model, Loss loss) implements Step {

  @Override
  public Result of(Batch batch, Pass pass) {
    if (pass instanceof Pass.Inference) {
      return new SupervisedStep(model, loss).of(batch, pass);
    }
    List<Tensor> outputs = Profile.section("forward", () -> model.each(batch.features(), pass));
    Tensor sum =
        Profile.section(
            "loss",
            () ->
                outputs.stream()
                    .map(output -> SupervisedStep.loss(loss, output, batch))
                    .reduce(Tensor::add)
                    .orElseThrow());
    return new Result(sum, Tensor.noGrad(() -> model.mean(outputs)));
  }

  @Override
  public double weight(Batch batch) {
    return SampleLosses.totalWeight(loss, batch);
  }

  @Override
  public int losses() {
    return model.members().size();
  }
}
