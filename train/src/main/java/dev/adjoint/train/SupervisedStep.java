package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.data.Source;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.Tensor;

/// The step of a model with one input.
record SupervisedStep(Layer model, Loss loss) implements Step {

  SupervisedStep {
    TrainArguments.required("the model", model, "give a layer");
    TrainArguments.required("the loss", loss, "give one, such as new CrossEntropyLoss()");
  }

  @Override
  public Result of(Batch batch, Pass pass) {
    TrainArguments.required("the batch", batch, "give samples");
    TrainArguments.required("the pass", pass, "give Pass.INFERENCE or a training pass");
    Tensor outputs = Profile.section("forward", () -> model.forward(batch.features(), pass));
    return new Result(Profile.section("loss", () -> loss(loss, outputs, batch)), outputs);
  }

  /// The mean loss of a model's outputs for a batch.
  static Tensor loss(Loss loss, Tensor outputs, Batch batch) {
    return batch.has(Source.WEIGHTS)
        ? SampleLosses.weighted(loss, outputs, batch.target(), batch.field(Source.WEIGHTS))
        : loss.of(outputs, batch.target());
  }

  @Override
  public double weight(Batch batch) {
    TrainArguments.required("the batch", batch, "give samples");
    return SampleLosses.totalWeight(loss, batch);
  }
}
