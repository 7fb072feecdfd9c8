package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.elementwise.PreluWeight;
import dev.adjoint.tensor.op.elementwise.UnaryOp;
import dev.adjoint.tensor.op.softmax.CrossEntropyOp;
import dev.adjoint.tensor.op.softmax.LogSoftmaxOp;
import dev.adjoint.tensor.op.softmax.SoftmaxOp;
import java.util.function.UnaryOperator;

/// The activation functions; formulas and defaults are PyTorch's.
public sealed interface ActivationOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// `max(x, 0)`; the gradient at 0 is 0.
  default Tensor relu() {
    return Tensor.apply(UnaryOp.RELU, self());
  }

  /// `1 / (1 + e⁻ˣ)`.
  default Tensor sigmoid() {
    return Tensor.apply(UnaryOp.SIGMOID, self());
  }

  /// `log(1 + eˣ)`, without overflow.
  default Tensor softplus() {
    return ThreadContext.named("softplus", () -> Tensor.apply(UnaryOp.SOFTPLUS, self()));
  }

  /// `log(1 + exp(β·x)) / β`, and x itself where `β·x` is above the threshold, as in PyTorch.
  default Tensor softplus(double beta, double threshold) {
    return ThreadContext.named(
        "softplus",
        () -> {
          Tensor x = self();
          Tensor scaled = x.multiply(beta);
          return x.where(scaled.greater(threshold), scaled.softplus().divide(beta));
        });
  }

  /// `log(sigmoid(x))`, without underflow.
  default Tensor logSigmoid() {
    return Tensor.apply(UnaryOp.LOG_SIGMOID, self());
  }

  /// `x / (1 + |x|)`.
  default Tensor softsign() {
    return Tensor.apply(UnaryOp.SOFTSIGN, self());
  }

  /// `x − tanh(x)`.
  default Tensor tanhshrink() {
    return Tensor.apply(UnaryOp.TANHSHRINK, self());
  }

  /// `x · sigmoid(x)`, also called swish.
  default Tensor silu() {
    return Tensor.apply(UnaryOp.SILU, self());
  }

  /// `x · tanh(log(1 + eˣ))`.
  default Tensor mish() {
    return Tensor.apply(UnaryOp.MISH, self());
  }

  /// `x · Φ(x) = x · (1 + erf(x / √2)) / 2`, Φ being the distribution function of the normal
  /// distribution. Exact in the lower tail too, where the second formula gives 0.
  default Tensor gelu() {
    return Tensor.apply(UnaryOp.GELU, self());
  }

  /// `x · (1 + tanh(√(2/π) · (x + 0.044715·x³))) / 2`: close to [#gelu], as GPT-2 has it.
  default Tensor geluTanh() {
    return Tensor.apply(UnaryOp.GELU_TANH, self());
  }

  /// x where `x > 0`, else `0.01·x`.
  default Tensor leakyRelu() {
    return leakyRelu(0.01);
  }

  /// x where `x > 0`, else `slope·x`; the gradient at 0 is the slope.
  default Tensor leakyRelu(double slope) {
    return ThreadContext.named(
        "leakyRelu", () -> self().where(self().greater(0), self().multiply(slope)));
  }

  /// x where `x > 0`, else `weight·x`: the weight is one number, or one for each channel (axis 1 of
  /// x).
  ///
  /// @throws ShapeException if there are other numbers of weights and channels
  default Tensor prelu(Tensor weight) {
    Require.present("prelu", "weight", weight);
    return ThreadContext.named(
        "prelu",
        () -> {
          Tensor x = self();
          return x.where(x.greater(0), x.multiply(PreluWeight.along(x.shape(), weight)));
        });
  }

  /// x where `x > 0`, else `eˣ − 1`; the gradient at 0 is 1.
  default Tensor elu() {
    return elu(1);
  }

  /// x where `x > 0`, else `α·(eˣ − 1)`; the gradient at 0 is α.
  default Tensor elu(double alpha) {
    return ThreadContext.named("elu", () -> orBelowZero(below -> below.expm1().multiply(alpha)));
  }

  /// x where `x > 0`, else `eˣ − 1`; the gradient at 0 is 1.
  default Tensor celu() {
    return celu(1);
  }

  /// x where `x > 0`, else `α·(exp(x/α) − 1)`; the gradient at 0 is 1.
  default Tensor celu(double alpha) {
    return ThreadContext.named(
        "celu", () -> orBelowZero(below -> below.divide(alpha).expm1().multiply(alpha)));
  }

  /// `1.0507·x` where `x > 0`, else `1.7581·(eˣ − 1)`: keeps mean 0 and variance 1 (Klambauer et
  /// al. 2017).
  default Tensor selu() {
    return ThreadContext.named("selu", () -> elu(1.6732632423543772).multiply(1.0507009873554805));
  }

  /// `min(max(x, 0), 6)`; the gradient at 0 and 6 is 0.
  default Tensor relu6() {
    return Tensor.apply(UnaryOp.RELU6, self());
  }

  /// `min(max(x, −1), 1)`; the gradient at −1 and 1 is 0.
  default Tensor hardtanh() {
    return hardtanh(-1, 1);
  }

  /// `min(max(x, low), high)`; the gradient passes where `low < x < high`, while that of
  /// [ElementwiseOps#clamp] passes at the ends too.
  default Tensor hardtanh(double low, double high) {
    return ThreadContext.named(
        "hardtanh",
        () -> {
          Tensor x = self();
          Tensor outside = x.lessEqual(low).logicalOr(x.greaterEqual(high));
          return x.detach().clamp(low, high).where(outside, x);
        });
  }

  /// `min(max(x + 3, 0), 6) / 6`; the gradient at −3 and 3 is 0.
  default Tensor hardsigmoid() {
    return Tensor.apply(UnaryOp.HARDSIGMOID, self());
  }

  /// `x · min(max(x + 3, 0), 6) / 6`; the gradient at −3 is 0 and at 3 it is 1.
  default Tensor hardswish() {
    return Tensor.apply(UnaryOp.HARDSWISH, self());
  }

  /// `x − λ` above λ, `x + λ` below −λ, else 0; the gradient at ±λ is 0. λ is at least 0.
  default Tensor softshrink(double lambda) {
    return ThreadContext.named(
        "softshrink",
        () -> {
          Tensor x = self();
          // The comparison is this way round so that NaN stays NaN.
          Tensor low = number(0).where(x.greaterEqual(-lambda), x.add(lambda));
          return x.subtract(lambda).where(x.greater(lambda), low);
        });
  }

  /// 0 where `−λ ≤ x ≤ λ`, else x; the gradient at ±λ is 0. λ is at least 0.
  default Tensor hardshrink(double lambda) {
    return ThreadContext.named(
        "hardshrink",
        () -> {
          Tensor x = self();
          return number(0).where(x.greaterEqual(-lambda).logicalAnd(x.lessEqual(lambda)), x);
        });
  }

  /// x where `x > threshold`, else the value; NaN stays NaN.
  default Tensor threshold(double threshold, double value) {
    return ThreadContext.named(
        "threshold", () -> number(value).where(self().lessEqual(threshold), self()));
  }

  /// `exp(xᵢ) / Σⱼ exp(xⱼ)` along an axis, without overflow; a row of −∞ alone gives NaN.
  default Tensor softmax(int axis) {
    return LastAxis.along(new SoftmaxOp(), self(), axis);
  }

  /// `xᵢ − log Σⱼ exp(xⱼ)` along an axis, without overflow; a row of −∞ alone gives NaN.
  default Tensor logSoftmax(int axis) {
    return LastAxis.along(new LogSoftmaxOp(), self(), axis);
  }

  /// The loss of each sample, `−log softmax(x)[target]`: x are logits `[N, K]`, the target class
  /// indices `[N]` (I64 or I32), the result `[N]`.
  ///
  /// @throws ShapeException if there is not one target for each row
  /// @throws IndexException if a target is outside 0 … K − 1
  default Tensor crossEntropy(Tensor target) {
    Require.present("crossEntropy", "target", target);
    return ThreadContext.named(
        "crossEntropy", () -> Tensor.apply(new CrossEntropyOp(), self(), target));
  }

  /// `a · sigmoid(b)`, a and b being the two halves along an axis.
  ///
  /// @throws ShapeException if the axis cannot be halved
  default Tensor glu(int axis) {
    return ThreadContext.named(
        "glu",
        () -> {
          int along = self().shape().axis("glu", axis);
          int size = self().shape().size(along);
          if (size % 2 != 0) {
            throw new ShapeException(
                "glu",
                "the size of axis %d is %d, which cannot be halved (shape %s); choose another axis or size"
                    .formatted(along, size, self().shape()));
          }
          Tensor gate = self().slice(along, size / 2).sigmoid();
          return self().slice(along, 0, size / 2).multiply(gate);
        });
  }

  private Tensor number(double value) {
    return Tensor.scalar(self().elementType(), value);
  }

  /// x where `x > 0`, else a function of it. The function sees 0 in place of what is above: there
  /// its exponential could overflow, and the product of that with a gradient of 0 would be NaN.
  private Tensor orBelowZero(UnaryOperator<Tensor> function) {
    Tensor x = self();
    Tensor above = x.greater(0);
    return x.where(above, function.apply(number(0).where(above, x)));
  }
}
