package dev.adjoint.tensor;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Functions of one sample applied to batches (`torch.vmap`): `y[i] = f(x[i])`. Composes with
/// [Gradients] in both directions, for instance as the gradients of each sample:
///
/// ```java
/// Tensor each = Vmap.of(Gradients.gradient(x -> loss(x))).apply(batch);
/// ```
///
/// The function is called once for each sample, so a batch costs what its samples cost; work that
/// accepts a batch axis of its own, such as a matrix product, is faster without.
///
/// **Gradient**: derivatives of any order go through f to each sample.
public final class Vmap {

  /// Marks an input that is the same for all samples.
  public static final int SHARED = Integer.MIN_VALUE;

  private Vmap() {}

  /// f over the first axis of x and of its result.
  public static UnaryOperator<Tensor> of(UnaryOperator<Tensor> f) {
    return of(f, 0, 0);
  }

  /// f over an axis of x, its results joined along a new axis.
  ///
  /// @param inAxis the axis of the samples in x, negative from the end
  /// @param outAxis the axis of the samples in the result
  public static UnaryOperator<Tensor> of(UnaryOperator<Tensor> f, int inAxis, int outAxis) {
    Require.present("vmap", "f", f);
    return x ->
        of((Tensor[] in) -> f.apply(in[0]), new int[] {inAxis}, outAxis).apply(new Tensor[] {x});
  }

  /// A function of several inputs over an axis of each.
  ///
  /// @param inAxes the axis of the samples in each input, [#SHARED] for an input that all samples
  ///   get whole
  /// @param outAxis the axis of the samples in the result
  public static Function<Tensor[], Tensor> of(
      Function<Tensor[], Tensor> f, int[] inAxes, int outAxis) {
    Require.present("vmap", "f", f);
    Require.present("vmap", "inAxes", inAxes);
    int[] axes = inAxes.clone();
    return in -> {
      int count = count(in, axes);
      Tensor[] results = new Tensor[count];
      for (int i = 0; i < count; i++) {
        Tensor[] sample = new Tensor[in.length];
        for (int k = 0; k < in.length; k++) {
          sample[k] = axes[k] == SHARED ? in[k] : in[k].select(axes[k], i);
        }
        results[i] = f.apply(sample);
      }
      return Tensor.stack(outAxis, results);
    };
  }

  /// The number of samples.
  private static int count(Tensor[] in, int[] axes) {
    if (in.length != axes.length) {
      throw new IllegalArgumentException(
          "vmap: there are %d inputs but %d axes; give an axis for each input, or Vmap.SHARED"
              .formatted(in.length, axes.length));
    }
    int count = -1;
    for (int k = 0; k < in.length; k++) {
      if (axes[k] != SHARED) {
        int size = in[k].shape().size(axes[k]);
        if (count >= 0 && size != count) {
          throw new ShapeException(
              "vmap",
              "input %d has %d samples along axis %d but an earlier one %d (its shape is %s); give as many of all"
                  .formatted(k, size, axes[k], count, in[k].shape()));
        }
        count = size;
      }
    }
    if (count < 1) {
      throw new ShapeException(
          "vmap",
          "there is no sample; give an axis of at least one element for at least one input");
    }
    return count;
  }
}
