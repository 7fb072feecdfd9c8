package dev.adjoint.pipeline.settings;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Split;
import dev.adjoint.data.Task;
import dev.adjoint.nn.Activation;
import dev.adjoint.tensor.Shape;
import java.util.List;

/// The network's sizes and the settings that fit the data, used where the user says nothing.
///
/// Tables get small networks and many epochs, images get the usual sizes of a first network for
/// them. Each number was chosen by trying it on the data of the README.
///
/// @param data the training part and the validation part
public record Choices(Split data) {

  private DataSet training() {
    return data.training();
  }

  /// The shape of one sample.
  public Shape inputs() {
    return training().featureShape();
  }

  private boolean isImages() {
    return training().featureShape().rank() > 1;
  }

  /// The widths of the hidden layers.
  public List<Integer> hidden() {
    return isImages() ? List.of(256, 128) : List.of(64, 64);
  }

  /// The activation after each hidden layer.
  public Activation activation() {
    return Activation.RELU;
  }

  /// The number of outputs: the number of classes, or 1 for a number.
  public int outputs() {
    return training().task() == Task.CLASSIFICATION ? training().classes().size() : 1;
  }

  /// The samples in a step. Few samples get small batches, because large ones would leave too few
  /// steps to learn in.
  public int batch() {
    int count = training().count();
    return count < 500 ? 16 : count < 5000 ? 32 : 64;
  }

  /// The last epoch.
  public int epochs() {
    return isImages() ? 30 : 100;
  }

  /// The epochs without a better validation loss after which training stops: three in ten, because
  /// the validation loss of small tables rises and falls from epoch to epoch.
  public int patience(int epochs) {
    return Math.max(5, 3 * epochs / 10);
  }

  /// The update rule.
  public OptimizerChoice optimizer() {
    return OptimizerChoice.ADAMW;
  }

  /// The step size. Tables train well with a larger one than images.
  ///
  /// @param optimizer the update rule
  public double rate(OptimizerChoice optimizer) {
    boolean adaptive = optimizer == OptimizerChoice.ADAM || optimizer == OptimizerChoice.ADAMW;
    return adaptive && !isImages() ? 5 * optimizer.usualRate() : optimizer.usualRate();
  }
}
