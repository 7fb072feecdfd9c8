package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// The logarithm of the hyperbolic cosine, `log cosh e` with `e = y − t`: about `½·e²` near 0 and
/// `|e| − log 2` far out, smooth everywhere.
///
/// **Shapes**: input and target equal.
///
/// **Gradient**: `tanh e`. NaN gives NaN.
///
/// **Accuracy**: computed as `log1p(2·sinh²(e/2))` within ±1 and as `|e| + log1p(e^(−2|e|)) − log
/// 2` beyond, so small errors keep their relative accuracy and large ones do not overflow.
public record LogCoshLoss(Averaging averaging) implements Loss {

  private static final String NAME = "log cosh loss";

  /// Checks the arguments.
  public LogCoshLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// The mean.
  public LogCoshLoss() {
    this(Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require(NAME, input, target);
    Tensor e = input.subtract(target);
    Tensor size = e.abs();
    Tensor near = size.clamp(0, 1).multiply(0.5).sinh().square().multiply(2).log1p();
    Tensor far = size.add(size.multiply(-2).exp().log1p()).subtract(Math.log(2));
    return averaging.apply(near.where(size.detach().less(1), far));
  }
}
