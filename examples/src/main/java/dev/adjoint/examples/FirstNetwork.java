package dev.adjoint.examples;

import module dev.adjoint.data;
import module dev.adjoint.nn;

/// The program of the README: a network that classifies two moons.
public final class FirstNetwork {

  private FirstNetwork() {}

  /// Trains it.
  ///
  /// @return the accuracy on the training samples
  public static double run() {
    // @start region="readme"
    var random = RandomStream.of(1, "example");
    DataSet moons = GeneratedSet.MOONS.draw(500, 0.1, random);
    var model = Sequential.of(Linear.of(2, 32, random), Activation.RELU, Linear.of(32, 2, random));
    var optimizer = Optimizer.of(Parameters.of(model), new Adam(0.01));
    var criterion = new CrossEntropyLoss();

    for (int epoch = 0; epoch < 30; epoch++) {
      for (Batch batch : Batches.shuffled(moons, 32, 1).epoch(epoch)) {
        optimizer.zeroGrad();
        Tensor output = model.forward(batch.features(), new Pass.Training(random));
        Tensor loss = criterion.of(output, batch.target());
        loss.backward();
        optimizer.step();
      }
    }
    Tensor output = Tensor.noGrad(() -> model.forward(moons.features(), Pass.INFERENCE));
    double accuracy = Metrics.accuracy(output, moons.target());
    // @end
    return accuracy;
  }
}
