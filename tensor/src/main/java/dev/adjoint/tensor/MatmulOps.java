package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.attention.AttentionOp;
import dev.adjoint.tensor.op.attention.SelfAttentionOp;
import dev.adjoint.tensor.op.matmul.LinearOp;
import dev.adjoint.tensor.op.matmul.MatmulOp;

/// Matrix products and operations based on them.
public sealed interface MatmulOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// The matrix product; leading axes are broadcast, and a vector counts as a row on the left and
  /// as a column on the right. Details: `op.matmul.MatmulOp` in the source.
  ///
  /// @throws ShapeException if the columns of the left are not the rows of the right, or a side is
  ///   a single number
  default Tensor matmul(Tensor right) {
    Require.present("matmul", "right", right);
    return ThreadContext.named(
        "matmul",
        () -> {
          Tensor left = self();
          int a = left.shape().rank();
          int b = right.shape().rank();
          if (a == 0 || b == 0) {
            throw new ShapeException(
                "matmul",
                "needs vectors or matrices but got a single number (left %s, right %s); use multiply"
                    .formatted(left.shape(), right.shape()));
          }
          if (a > 1 && b > 1) {
            return Tensor.apply(new MatmulOp(), left, right);
          }
          Tensor row = a == 1 ? left.reshape(1, left.shape().size(0)) : left;
          Tensor column = b == 1 ? right.reshape(right.shape().size(0), 1) : right;
          Tensor product = Tensor.apply(new MatmulOp(), row, column);
          return product.reshape(withoutVectors(product.shape(), a == 1, b == 1));
        });
  }

  /// The inner product `Σ xᵢ·yᵢ` of two vectors, a single number.
  ///
  /// @throws ShapeException if they are not vectors of one length
  default Tensor dot(Tensor y) {
    Require.present("dot", "y", y);
    return ThreadContext.named(
        "dot",
        () -> {
          Shape left = self().shape();
          Shape right = y.shape();
          if (left.rank() != 1 || !left.equals(right)) {
            throw new ShapeException(
                "dot",
                "needs two vectors of one length but got %s and %s; use matmul for matrices"
                    .formatted(left, right));
          }
          return self().elementType().isFloating() ? self().multiply(y).sum() : matmul(y);
        });
  }

  /// The matrix `xᵢ·yⱼ` of two vectors.
  ///
  /// @throws ShapeException if they are not vectors
  default Tensor outer(Tensor y) {
    Require.present("outer", "y", y);
    return ThreadContext.named(
        "outer",
        () -> {
          Shape left = self().shape();
          Shape right = y.shape();
          if (left.rank() != 1 || right.rank() != 1) {
            throw new ShapeException(
                "outer",
                "needs two vectors but got %s and %s; flatten() them".formatted(left, right));
          }
          return self().unsqueeze(1).multiply(y);
        });
  }

  /// The distances of all rows of this `[…, P, W]` to all rows of y `[…, R, W]`, `[…, P, R]`: the
  /// norm of their difference of this order. The leading axes are broadcast. Where two rows are
  /// equal the gradient is 0.
  ///
  /// Computed from the differences, which need P·R·W numbers: no digits are lost as by the formula
  /// with products.
  ///
  /// @param order above 0; 2 for Euclidean distances
  /// @throws ShapeException if a side has no rows, or the widths differ
  default Tensor cdist(Tensor y, double order) {
    Require.present("cdist", "y", y);
    return ThreadContext.named(
        "cdist",
        () -> {
          Shape left = self().shape();
          Shape right = y.shape();
          if (left.rank() < 2 || right.rank() < 2 || left.size(-1) != right.size(-1)) {
            throw new ShapeException(
                "cdist",
                "needs rows of one width but got %s and %s; give […, P, W] and […, R, W]"
                    .formatted(left, right));
          }
          if (!(order > 0)) {
            throw new IllegalArgumentException(
                "cdist: the order is %s but must be above 0; 2 is usual".formatted(order));
          }
          return self().unsqueeze(-2).subtract(y.unsqueeze(-3)).norm(order, KeepAxes.NO, -1);
        });
  }

  /// The sum of the diagonal of a matrix.
  ///
  /// @throws ShapeException if this is not a matrix
  default Tensor trace() {
    return ThreadContext.named(
        "trace",
        () -> {
          if (self().shape().rank() != 2) {
            throw new ShapeException(
                "trace",
                "needs a matrix but got %s; use diagonal(0, -2, -1).sum(-1) for several"
                    .formatted(self().shape()));
          }
          return self().diagonal().sum();
        });
  }

  /// `x · Wᵀ`, the linear layer without a bias: x `[…, in]`, W `[out, in]`, result `[…, out]`.
  ///
  /// @throws ShapeException if the features of x are not those the weight takes
  default Tensor linear(Tensor weight) {
    Require.present("linear", "weight", weight);
    return Tensor.apply(new LinearOp(), self(), weight);
  }

  /// `x · Wᵀ + b`, the linear layer: x `[…, in]`, W `[out, in]`, b `[out]`, result `[…, out]`.
  ///
  /// @throws ShapeException if the features of x are not those the weight takes, or the bias does
  ///   not fit the weight
  default Tensor linear(Tensor weight, Tensor bias) {
    Require.present("linear", "weight", weight);
    Require.present("linear", "bias", bias);
    return Tensor.apply(new LinearOp(), self(), weight, bias);
  }

  /// Scaled dot-product attention with this as the queries: `softmax(q · kᵀ / √E) · v`. Queries
  /// `[…, L, E]`, keys `[…, S, E]`, values `[…, S, V]`, result `[…, L, V]`; no matrix of L×S is
  /// kept.
  ///
  /// @param causal whether query i sees keys 0 to i only
  /// @throws ShapeException if the shapes do not fit
  default Tensor scaledDotProductAttention(Tensor key, Tensor value, boolean causal) {
    Require.present("scaledDotProductAttention", "key", key);
    Require.present("scaledDotProductAttention", "value", value);
    return Tensor.apply(new AttentionOp(causal, rootOfFeatures()), self(), key, value);
  }

  /// The same with a mask that broadcasts to `[…, L, S]`: BOOL, true where the query may see the
  /// key, or numbers that are added to the scores.
  default Tensor scaledDotProductAttention(Tensor key, Tensor value, Tensor mask) {
    return scaledDotProductAttention(key, value, mask, false, rootOfFeatures());
  }

  /// The same with a mask, which may be combined with a causal one, and a scale instead of `1/√E`.
  default Tensor scaledDotProductAttention(
      Tensor key, Tensor value, Tensor mask, boolean causal, double scale) {
    Require.present("scaledDotProductAttention", "key", key);
    Require.present("scaledDotProductAttention", "value", value);
    Require.present("scaledDotProductAttention", "mask", mask);
    Tensor added = mask;
    if (mask.elementType() == ElementType.F32 || mask.elementType() == ElementType.F64) {
      boolean sized = causal && self().shape().rank() > 1 && key.shape().rank() > 1;
      added =
          sized
              ? LowRows.lifted(mask, self().shape().size(-2), key.shape().size(-2))
              : LowRows.lifted(mask);
    } else if (mask.elementType() == ElementType.BOOL) {
      Tensor seen = Tensor.scalar(self().elementType(), 0);
      added = seen.where(mask, Tensor.scalar(self().elementType(), Double.NEGATIVE_INFINITY));
    }
    return Tensor.apply(new AttentionOp(causal, scale), self(), key, value, added);
  }

  private double rootOfFeatures() {
    Shape shape = self().shape();
    return 1 / Math.sqrt(shape.rank() == 0 ? 1 : Math.max(shape.size(-1), 1));
  }

  /// Attention of several heads over this projection `[…, T, 3·W]` of query, key and value side by
  /// side; the result is `[…, T, W]`, the heads one after another, the scores scaled by `1/√(W/H)`.
  ///
  /// @param causal whether each position sees only itself and earlier positions
  /// @throws ShapeException if the last axis is not query, key and value of so many equal heads
  default Tensor selfAttention(int heads, boolean causal) {
    return Tensor.apply(new SelfAttentionOp(heads, causal), self());
  }

  private static Shape withoutVectors(Shape product, boolean row, boolean column) {
    int[] sizes = product.toArray();
    int leading = sizes.length - 2;
    int[] kept = new int[leading + (row ? 0 : 1) + (column ? 0 : 1)];
    System.arraycopy(sizes, 0, kept, 0, leading);
    if (!row) {
      kept[leading] = sizes[leading];
    }
    if (!column) {
      kept[kept.length - 1] = sizes[leading + 1];
    }
    return Shape.of(kept);
  }
}
