package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;

/// The activation functions without parameters, as layers; formulas on the methods of [Tensor].
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g times the slope; at the kinks of [Activation#RELU] and of the hard ones that of
/// the methods of [Tensor]: 0 at 0 for ReLU.
public enum Activation implements PureLayer {
  IDENTITY("Identity", x -> x),
  RELU("ReLU", Tensor::relu),
  RELU6("ReLU6", Tensor::relu6),
  LEAKY_RELU("LeakyReLU", Tensor::leakyRelu),
  ELU("ELU", Tensor::elu),
  SELU("SELU", Tensor::selu),
  CELU("CELU", Tensor::celu),
  GELU("GELU", Tensor::gelu),
  SILU("SiLU", Tensor::silu),
  MISH("Mish", Tensor::mish),
  SIGMOID("Sigmoid", Tensor::sigmoid),
  TANH("Tanh", Tensor::tanh),
  SOFTPLUS("Softplus", Tensor::softplus),
  SOFTSIGN("Softsign", Tensor::softsign),
  HARDTANH("Hardtanh", Tensor::hardtanh),
  HARDSIGMOID("Hardsigmoid", Tensor::hardsigmoid),
  HARDSWISH("Hardswish", Tensor::hardswish),
  TANHSHRINK("Tanhshrink", Tensor::tanhshrink),
  LOG_SIGMOID("LogSigmoid", Tensor::logSigmoid);

  private final String text;
  private final UnaryOperator<Tensor> function;

  Activation(String text, UnaryOperator<Tensor> function) {
    this.text = text;
    this.function = function;
  }

  @Override
  public Tensor forward(Tensor x) {
    return function.apply(Require.tensor(text, "x", x));
  }

  /// The name in PyTorch's spelling, such as `ReLU`.
  @Override
  public String toString() {
    return text;
  }
}
