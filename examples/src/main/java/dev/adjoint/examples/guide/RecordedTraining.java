package dev.adjoint.examples.guide;

import module dev.adjoint.nn;

import java.util.SplittableRandom;

/// Chapter 9: recorded steps.
public final class RecordedTraining {

  private RecordedTraining() {}

  /// Trains with a recorded step and predicts with a recorded function.
  ///
  /// @return the larger of the last loss and the loss of the prediction
  public static double run() {
    var random = new SplittableRandom(1);
    var model = Sequential.of(Linear.of(4, 16, random), Activation.TANH, Linear.of(16, 1, random));
    Tensor x = Tensor.normal(Shape.of(64, 4), 0, 1, random);
    Tensor y = x.mean(1).unsqueeze(1);
    double last = 0;
    // @start region="step"
    var criterion = new MseLoss();
    var optimizer = Optimizer.of(model, new Adam(0.01));
    var pass = new Pass.Training(random);
    var step = RecordedStep.of((input, target) -> criterion.of(model.forward(input, pass), target));
    for (int i = 0; i < 100; i++) {
      optimizer.zeroGrad();
      last = step.run(x, y).item();
      optimizer.step();
    }
    // @end
    // @start region="function"
    var predict = RecordedFunction.of(input -> model.forward(input, Pass.INFERENCE));
    Tensor answer = predict.run(x);
    // @end
    return Math.max(last, answer.subtract(y).square().mean().item());
  }
}
