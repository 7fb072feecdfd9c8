package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;
import static dev.adjoint.tensor.check.OperationRow.unary;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import dev.adjoint.tensor.op.softmax.CrossEntropyGradientOp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The activation functions.
final class ActivationRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Range NOT_ZERO = Range.awayFromZero(-2, 2);
  private static final Tensor TARGET = Tensor.of(2L, 0L, 1L, 2L);

  private ActivationRows() {}

  static List<OperationRow> rows() {
    List<OperationRow> rows = new ArrayList<>();
    rows.addAll(smooth());
    rows.addAll(kinked());
    rows.addAll(alongAnAxis());
    return rows;
  }

  private static List<OperationRow> smooth() {
    return List.of(
        unary("softplus", WIDE, x -> x.softplus(2, 1)),
        unary("log sigmoid", WIDE, Tensor::logSigmoid),
        unary("tanhshrink", WIDE, Tensor::tanhshrink),
        unary("silu", WIDE, Tensor::silu),
        unary("mish", WIDE, Tensor::mish),
        unary("gelu", WIDE, Tensor::gelu),
        unary("gelu tanh", WIDE, Tensor::geluTanh));
  }

  private static List<OperationRow> kinked() {
    return List.of(
        near(0, "softsign", Tensor::softsign),
        near(0, "leaky relu", x -> x.leakyRelu(0.2)),
        shaped("prelu", NOT_ZERO, in -> in[0].prelu(in[1]), Shape.of(2, 3, 2), Shape.of(3)),
        shaped("prelu", NOT_ZERO, in -> in[0].prelu(in[1]), Shape.of(4), Shape.of(1)),
        near(0, "elu", x -> x.elu(0.7)),
        near(0, "celu", x -> x.celu(0.7)),
        near(0, "selu", Tensor::selu),
        near(0, "relu6", Tensor::relu6),
        near(6, "relu6", Tensor::relu6),
        near(-2.5, "hardtanh", x -> x.hardtanh(-2.5, 4)),
        near(4, "hardtanh", x -> x.hardtanh(-2.5, 4)),
        near(-3, "hardsigmoid", Tensor::hardsigmoid),
        near(3, "hardsigmoid", Tensor::hardsigmoid),
        near(-3, "hardswish", Tensor::hardswish),
        near(3, "hardswish", Tensor::hardswish),
        near(-1.5, "softshrink", x -> x.softshrink(1.5)),
        near(1.5, "softshrink", x -> x.softshrink(1.5)),
        near(-1.5, "hardshrink", x -> x.hardshrink(1.5)),
        near(1.5, "hardshrink", x -> x.hardshrink(1.5)),
        near(0.5, "threshold", x -> x.threshold(0.5, -3)));
  }

  /// Values on both sides of a kink, 0.1 away from it.
  private static OperationRow near(double kink, String operation, UnaryOperator<Tensor> f) {
    return unary(operation, Range.awayFromZero(-1, 1), x -> f.apply(x.add(kink)));
  }

  private static List<OperationRow> alongAnAxis() {
    return List.of(
        shaped("softmax", WIDE, in -> in[0].softmax(-1), Shape.of(2, 3)),
        shaped("softmax", WIDE, in -> in[0].softmax(0), Shape.of(3, 2, 2)),
        shaped("softmax", WIDE, in -> in[0].softmax(0), Shape.of(0, 2)),
        shaped("log softmax", WIDE, in -> in[0].logSoftmax(-1), Shape.of(2, 3)),
        shaped("log softmax", WIDE, in -> in[0].logSoftmax(1), Shape.of(2, 3, 2)),
        shaped("glu", WIDE, in -> in[0].glu(1), Shape.of(2, 4)),
        shaped("cross entropy", WIDE, in -> in[0].crossEntropy(TARGET), Shape.of(4, 3)),
        shaped(
            "cross entropy gradient",
            WIDE,
            in -> Tensor.apply(new CrossEntropyGradientOp(), in[0], in[1], TARGET),
            Shape.of(4),
            Shape.of(4, 3)));
  }
}
