package dev.adjoint.explain.lesson.layers;

import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// A layer with its forward and its backward written out, as they are learned before an engine does
/// the second by itself.
///
/// Forward returns the output and what backward needs; nothing is recorded.
sealed interface HandLayer {

  /// The output, and the function from the gradient of the output to those of the input and of the
  /// parameters, in this order.
  record Forward(Tensor y, Backward back) {}

  /// From the gradient of the output to the gradients of input and parameters.
  @FunctionalInterface
  interface Backward {
    List<Tensor> of(Tensor dy);
  }

  Forward forward(Tensor x);

  /// `max(x, 0)`; the gradient passes where `x > 0`.
  record Relu() implements HandLayer {
    @Override
    public Forward forward(Tensor x) {
      Tensor zero = Tensor.zerosLike(x);
      Tensor off = x.lessEqual(0);
      return new Forward(zero.where(off, x), dy -> List.of(zero.where(off, dy)));
    }
  }

  /// `1/(1 + e⁻ˣ)`; backward `dy·y·(1 − y)`.
  record Sigmoid() implements HandLayer {
    @Override
    public Forward forward(Tensor x) {
      Tensor y = x.negative().exp().add(1).reciprocal();
      return new Forward(y, dy -> List.of(dy.multiply(y).multiply(y.negative().add(1))));
    }
  }

  /// `X·W + b` with W `[in, out]`; an input of rank above 2 is one row a sample, and its gradient
  /// gets its shape back.
  record Affine(Tensor weight, Tensor bias) implements HandLayer {
    @Override
    public Forward forward(Tensor x) {
      Shape shape = x.shape();
      Tensor rows = x.reshape(shape.size(0), shape.count() / shape.size(0));
      Tensor y = rows.matmul(weight).add(bias);
      return new Forward(
          y,
          dy ->
              List.of(
                  dy.matmul(weight.transpose()).reshape(shape),
                  rows.transpose().matmul(dy),
                  dy.sum(0)));
    }
  }

  /// Softmax and cross-entropy against a one-hot target `[N, K]`; the output is the mean loss over
  /// the samples, backward `(y − t)/N`.
  record SoftmaxLoss(Tensor oneHot) implements HandLayer {
    @Override
    public Forward forward(Tensor x) {
      Tensor e = x.subtract(x.max(KeepAxes.YES, -1)).exp();
      Tensor y = e.divide(e.sum(KeepAxes.YES, -1));
      int samples = x.shape().size(0);
      Tensor loss = y.add(1e-10).log().multiply(oneHot).sum().negative().divide(samples);
      return new Forward(loss, dy -> List.of(y.subtract(oneHot).divide(samples).multiply(dy)));
    }
  }
}
