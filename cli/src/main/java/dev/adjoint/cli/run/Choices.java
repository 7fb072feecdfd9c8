package dev.adjoint.cli.run;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Split;
import dev.adjoint.data.Task;
import dev.adjoint.nn.Activation;
import dev.adjoint.tensor.Shape;
import java.util.List;

/// Settings that are found from the data where the user says nothing.
///
/// Small tables get small steps for many epochs, images the usual sizes of a first network for
/// them; each number was chosen by trying it on the data of the README.
record Choices(Split data) {

  private DataSet training() {
    return data.training();
  }

  Shape inputs() {
    return training().featureShape();
  }

  private boolean isImages() {
    return training().featureShape().rank() > 1;
  }

  List<Integer> hidden() {
    return isImages() ? List.of(256, 128) : List.of(64, 64);
  }

  Activation activation() {
    return Activation.RELU;
  }

  int outputs() {
    return training().task() == Task.CLASSIFICATION ? training().classes().size() : 1;
  }

  /// Few samples get small batches, else there would be too few steps to learn in.
  int batch() {
    int count = training().count();
    return count < 500 ? 16 : count < 5000 ? 32 : 64;
  }

  int epochs() {
    return isImages() ? 30 : 100;
  }

  /// Three epochs in ten, because the validation loss of small tables jumps up and down.
  int patience(int epochs) {
    return Math.max(5, 3 * epochs / 10);
  }

  OptimizerChoice optimizer() {
    return OptimizerChoice.ADAMW;
  }

  /// Small inputs bear a larger step than images.
  double rate(OptimizerChoice optimizer) {
    boolean adaptive = optimizer == OptimizerChoice.ADAM || optimizer == OptimizerChoice.ADAMW;
    return adaptive && !isImages() ? 5 * optimizer.usualRate() : optimizer.usualRate();
  }
}
