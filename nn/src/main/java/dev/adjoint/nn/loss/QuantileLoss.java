package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// The quantile loss, also called pinball loss: for each level τ the loss is `τ·e` where `e ≥ 0`,
/// else `(τ − 1)·e`, with `e = t − y` (Koenker and Bassett 1978).
///
/// The y that makes its mean smallest is the τ-quantile of t: the number below which t lies with
/// probability τ. With τ = 0.5 it is half of [L1Loss], and y becomes the median. Computed as `τ·e +
/// max(0, −e)`.
///
/// **Shapes**: input `[…, Q]` with one number for each level, target `[…]`; without averaging the
/// result is `[…, Q]`. The mean is over all elements and levels.
///
/// **Gradient**: for y `−τ` where `e ≥ 0`, else `1 − τ`; at the kink `e = 0` it is `−τ`. NaN gives
/// NaN.
///
/// PyTorch has no such loss.
///
/// @param levels τ of each output, above 0 and below 1, in rising order
public record QuantileLoss(List<Double> levels, Averaging averaging) implements Loss {

  private static final String NAME = "quantile loss";

  /// Checks the levels.
  public QuantileLoss {
    Require.given(NAME, "the levels", levels, "give such as List.of(0.1, 0.5, 0.9)");
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
    levels = Require.list(NAME, "the list of levels", levels);
    double before = 0;
    for (double level : levels) {
      if (!(level > before && level < 1)) {
        throw new IllegalArgumentException(
            "%s: levels must be above 0, below 1 and in rising order but are %s; 0.1, 0.5, 0.9 are usual"
                .formatted(NAME, levels));
      }
      before = level;
    }
    if (levels.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: there are no levels; 0.1, 0.5, 0.9 are usual".formatted(NAME));
    }
  }

  /// The mean over all elements and these levels.
  public QuantileLoss(double... levels) {
    this(
        Arrays.stream(Require.given(NAME, "the levels", levels, "0.1, 0.5, 0.9 are usual"))
            .boxed()
            .toList(),
        Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    Require.tensor(NAME, "the input", input);
    Require.tensor(NAME, "the target", target);
    int rank = input.shape().rank();
    if (rank == 0 || !input.shape().equals(expected(target.shape()))) {
      throw new ShapeException(
          NAME,
          "input must be %s, the shape of the target with an axis of the %d levels, but is %s and the target is %s"
              .formatted(expected(target.shape()), levels.size(), input.shape(), target.shape()));
    }
    Tensor error = target.unsqueeze(-1).subtract(input);
    return averaging.apply(error.multiply(tau(input)).add(error.negative().relu()));
  }

  private Shape expected(Shape target) {
    int[] sizes = Arrays.copyOf(target.toArray(), target.rank() + 1);
    sizes[target.rank()] = levels.size();
    return Shape.of(sizes);
  }

  private Tensor tau(Tensor input) {
    double[] numbers = levels.stream().mapToDouble(Double::doubleValue).toArray();
    return Tensor.of(input.elementType(), numbers);
  }
}
