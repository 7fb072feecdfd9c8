package dev.adjoint.explain.lesson.layers;

import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// A layer with hand-written forward and backward functions. One learns them in this form before an
/// engine derives the backward function automatically.
///
/// Forward returns the output and the values that backward needs. It records nothing.
sealed interface HandLayer {

  /// The output, and the function that turns the gradient of the output into the gradients of the
  /// input and of the parameters, in this order.
  record Forward(Tensor y, Backward back) {}

  /// Turns the gradient of the output into the gradients of input and parameters.
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

  /// `X·W + b` with W `[in, out]`. An input of rank above 2 is flattened to one row for each
  /// sample, and its gradient has the original shape.
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

  /// Softmax and cross-entropy with a one-hot target `[N, K]`. The output is the mean loss over the
  /// samples; backward is `(y − t)/N`.
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
