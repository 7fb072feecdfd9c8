package dev.adjoint.nn;

import dev.adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;

/// The activation functions without parameters, as layers; formulas on the methods of [Tensor].
public enum Activation implements PureLayer {
  IDENTITY("Identity", x -> x),
  RELU("ReLU", Tensor::relu),
  SIGMOID("Sigmoid", Tensor::sigmoid),
  TANH("Tanh", Tensor::tanh),
  SOFTPLUS("Softplus", Tensor::softplus);

  private final String text;
  private final UnaryOperator<Tensor> function;

  Activation(String text, UnaryOperator<Tensor> function) {
    this.text = text;
    this.function = function;
  }

  @Override
  public Tensor forward(Tensor x) {
    return function.apply(x);
  }

  /// The name in PyTorch's spelling, such as `ReLU`.
  @Override
  public String toString() {
    return text;
  }
}
