package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/// Activation functions and softmax.
final class ActivationOperators {

  private static final double SELU_ALPHA = 1.67326319217681884765625;
  private static final double SELU_GAMMA = 1.05070102214813232421875;

  static final List<OperatorRow> ROWS =
      List.of(
          same("Relu", call -> relu(call.tensor(0))),
          same("LeakyRelu", call -> call.tensor(0).leakyRelu(call.real("alpha", 0.01))),
          same("PRelu", ActivationOperators::prelu),
          same("Elu", call -> call.tensor(0).elu(call.real("alpha", 1))),
          same("Celu", call -> call.tensor(0).celu(call.real("alpha", 1))),
          same("Selu", ActivationOperators::selu),
          same("Sigmoid", call -> call.tensor(0).sigmoid()),
          same(
              "HardSigmoid",
              call -> hardSigmoid(call.tensor(0), call.real("alpha", 0.2), call.real("beta", 0.5))),
          same("HardSwish", call -> call.tensor(0).hardswish()),
          same("Softplus", call -> softplus(call.tensor(0))),
          same("Softsign", call -> call.tensor(0).softsign()),
          same("Mish", call -> call.tensor(0).mish()),
          same("Gelu", ActivationOperators::gelu),
          same("Swish", call -> swish(call.tensor(0), call.real("alpha", 1))),
          same("ThresholdedRelu", call -> thresholded(call.tensor(0), call.real("alpha", 1))),
          same("Shrink", ActivationOperators::shrink),
          same("Softmax", call -> alongAxis(call, x -> x.softmax(-1))),
          same("LogSoftmax", call -> alongAxis(call, x -> x.logSoftmax(-1))),
          same("Hardmax", call -> alongAxis(call, ActivationOperators::hardmax)));

  private ActivationOperators() {}

  private static Tensor relu(Tensor x) {
    return x.elementType().isFloating() ? x.relu() : x.maximum(Tensor.zerosLike(x));
  }

  private static Tensor prelu(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor slope = call.tensor(1);
    if (call.opset() < 7 && slope.shape().rank() == 1 && x.shape().rank() > 2) {
      slope = NormalizationOperators.channels(slope, x);
    }
    return x.where(x.greaterEqual(0), x.multiply(slope));
  }

  private static Tensor selu(NodeCall call) {
    Tensor x = call.tensor(0);
    return x.elu(call.real("alpha", SELU_ALPHA)).multiply(call.real("gamma", SELU_GAMMA));
  }

  static Tensor hardSigmoid(Tensor x, double alpha, double beta) {
    return x.multiply(alpha).add(beta).clamp(0, 1);
  }

  static Tensor softplus(Tensor x) {
    // log(1 + eˣ) everywhere; the default of PyTorch goes over to x above 20.
    return x.softplus(1, Double.MAX_VALUE);
  }

  private static Tensor gelu(NodeCall call) {
    return switch (call.text("approximate", "none")) {
      case "none" -> call.tensor(0).gelu();
      case "tanh" -> call.tensor(0).geluTanh();
      case String other ->
          throw call.refuse(
              "the attribute approximate is \"%s\" but must be none or tanh".formatted(other));
    };
  }

  private static Tensor swish(Tensor x, double alpha) {
    return alpha == 1 ? x.silu() : x.multiply(x.multiply(alpha).sigmoid());
  }

  static Tensor thresholded(Tensor x, double alpha) {
    return x.threshold(alpha, 0);
  }

  private static Tensor shrink(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor wide = x.elementType().isFloating() ? x : x.to(ElementType.F32);
    double lambda = call.real("lambd", 0.5);
    double bias = call.real("bias", 0);
    Tensor zero = Tensor.zerosLike(wide);
    Tensor above = wide.subtract(bias).where(wide.greater(lambda), zero);
    return wide.add(bias).where(wide.less(-lambda), above);
  }

  /// Along one axis; before version 13 along all axes from the given one on.
  private static Tensor alongAxis(NodeCall call, UnaryOperator<Tensor> alongLast) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    if (call.opset() < 13) {
      int axis = rank == 0 ? 0 : call.axis(call.whole("axis", 1), rank);
      int rows = 1;
      for (int i = 0; i < axis; i++) {
        rows *= x.shape().size(i);
      }
      int columns = rows == 0 ? 0 : x.shape().count() / rows;
      return alongLast.apply(x.reshape(rows, columns)).reshape(x.shape());
    }
    int axis = call.axis(call.whole("axis", -1), rank);
    return axis == rank - 1
        ? alongLast.apply(x)
        : alongLast.apply(x.moveaxis(axis, -1)).moveaxis(-1, axis);
  }

  /// 1 at the first largest element of the last axis, else 0.
  private static Tensor hardmax(Tensor x) {
    Shape shape = x.shape();
    Tensor positions = Tensor.arange(shape.size(-1));
    Tensor best = x.argmax(-1).unsqueeze(-1);
    return positions.eq(best).to(x.elementType());
  }
}
