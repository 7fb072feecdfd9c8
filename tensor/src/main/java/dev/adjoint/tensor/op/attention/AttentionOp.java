package dev.adjoint.tensor.op.attention;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.attention.AttentionCall;
import dev.adjoint.kernel.attention.AttentionGradientCall;
import dev.adjoint.kernel.attention.AttentionOptions;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.movement.ExpandOp;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention (Vaswani et al. 2017): `y = softmax(q · kᵀ · scale + mask) · v`,
/// with the softmax along the keys.
///
/// Shapes: q `[…, L, E]`, k `[…, S, E]`, v `[…, S, V]`, result `[…, L, V]`; the leading axes are
/// broadcast. The mask, an optional fourth input, broadcasts to `[…, L, S]`; −∞ hides a key. If
/// `causal`, query i sees keys 0 to i only. A query that sees no key gets 0 with gradient 0, as in
/// PyTorch from 2.5 on.
///
/// Gradient: with `p` the softmax, `t = g · vᵀ` and `z = p · (t − Σ p·t)` along the keys, the
/// gradient of q is `z · k · scale`, of k `zᵀ · q · scale`, of v `pᵀ · g`, of the mask z. Neither p
/// nor z is stored as a whole: the log-sum-exp of each row is kept, and the backward pass
/// recomputes p (Dao et al. 2022). For derivatives of higher order, the same gradients are composed
/// of tensor operations. Cost per head: 4·L·S·E operations forward and 10·L·S·E backward; half of
/// that if causal.
///
/// The order of rounding is that of [dev.adjoint.kernel.attention.AttentionCall].
///
/// @param causal whether query i sees only the keys 0 to i
/// @param scale the factor of the scores, usually `1/√E`
public record AttentionOp(boolean causal, double scale) implements Operation {

  private static Shape batch(Shape q, Shape k, Shape v) {
    if (q.rank() < 2 || k.rank() < 2 || v.rank() < 2) {
      throw new ShapeException(
          "attention",
          "query, key and value are matrices, or batches of them, but are %s, %s and %s; unsqueeze what is missing"
              .formatted(q, k, v));
    }
    if (q.size(-1) != k.size(-1)) {
      throw new ShapeException(
          "attention",
          "a query has %d features but a key has %d (query %s, key %s); check the projections"
              .formatted(q.size(-1), k.size(-1), q, k));
    }
    if (k.size(-2) != v.size(-2)) {
      throw new ShapeException(
          "attention",
          "there are %d keys but %d values (key %s, value %s); give one value for each key"
              .formatted(k.size(-2), v.size(-2), k, v));
    }
    if (k.size(-2) == 0) {
      throw new ShapeException(
          "attention",
          "there are no keys (key %s), so there is no mean of values; give at least one"
              .formatted(k));
    }
    return Shape.broadcast(
        "attention", Shape.broadcast("attention", leading(q), leading(k)), leading(v));
  }

  private static Shape leading(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
  }

  private static Shape matrices(Shape batch, int rows, int columns) {
    int[] sizes = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
    sizes[batch.rank()] = rows;
    sizes[batch.rank() + 1] = columns;
    return Shape.of(sizes);
  }

  private static View expanded(Tensor x, Shape batch) {
    return ExpandOp.view(x, matrices(batch, x.shape().size(-2), x.shape().size(-1)));
  }

  private static View mask(Tensor mask, Shape scores) {
    Shape both = Shape.broadcast("attention", mask.shape(), scores);
    if (!both.equals(scores)) {
      throw new ShapeException(
          "attention",
          "the mask has shape %s but the scores %s; give a mask that broadcasts to the scores"
              .formatted(mask.shape(), scores));
    }
    return ExpandOp.view(mask, scores);
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor q = inputs[0];
    Tensor k = inputs[1];
    Tensor v = inputs[2];
    ElementTypeException.requireFloating(label(), q);
    for (Tensor input : inputs) {
      ElementTypeException.requireSame(label(), q, input);
    }
    Shape batch = batch(q.shape(), k.shape(), v.shape());
    int queries = q.shape().size(-2);
    int keys = k.shape().size(-2);
    View[] views = {expanded(q, batch), expanded(k, batch), expanded(v, batch)};
    View mask = inputs.length == 4 ? mask(inputs[3], matrices(batch, queries, keys)) : null;
    Tensor value =
        TensorMemory.allocate(q.elementType(), matrices(batch, queries, v.shape().size(-1)));
    Tensor logSum = TensorMemory.allocate(q.elementType(), matrices(batch, queries, 1));
    kernel()
        .run(
            new AttentionCall(
                views[0], views[1], views[2], mask, how(), TensorMemory.view(value), sums(logSum)));
    return Applied.jointly(
        value,
        (g, y, needed) ->
            Tensor.isGradEnabled() || (needed.length == 4 && needed[3])
                ? AttentionFormula.gradients(this, inputs, g)
                : gradients(g, views, mask, y, logSum, inputs.length));
  }

  private @Nullable Tensor[] gradients(
      Tensor g, View[] views, @Nullable View mask, Tensor y, Tensor logSum, int count) {
    @Nullable Tensor[] gradients = new Tensor[count];
    View[] results = new View[3];
    for (int i = 0; i < 3; i++) {
      Tensor gradient = TensorMemory.allocate(g.elementType(), Shape.of(views[i].sizes()));
      gradients[i] = gradient;
      results[i] = TensorMemory.view(gradient);
    }
    kernel()
        .run(
            new AttentionGradientCall(
                TensorMemory.view(g),
                views[0],
                views[1],
                views[2],
                mask,
                how(),
                TensorMemory.view(y),
                sums(logSum),
                results[0],
                results[1],
                results[2]));
    return gradients;
  }

  private static Kernels kernel() {
    return Kernels.active();
  }

  private AttentionOptions how() {
    return new AttentionOptions(causal, scale);
  }

  private static View sums(Tensor logSum) {
    return TensorMemory.view(logSum.squeeze(-1));
  }
}
