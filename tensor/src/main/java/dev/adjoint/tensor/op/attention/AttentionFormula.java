package dev.adjoint.tensor.op.attention;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// The gradients of [AttentionOp] composed of tensor operations, computed only from the inputs.
/// They use the whole matrix of probabilities and are differentiable to any order.
final class AttentionFormula {

  private AttentionFormula() {}

  /// One gradient for each input, in the broadcast shape.
  static Tensor[] gradients(AttentionOp how, Tensor[] in, Tensor g) {
    Tensor q = in[0];
    Tensor k = in[1];
    Tensor v = in[2];
    Tensor scores = q.matmul(k.transpose()).multiply(how.scale());
    if (in.length == 4) {
      scores = scores.add(in[3]);
    }
    if (how.causal()) {
      Shape matrix = Shape.of(q.shape().size(-2), k.shape().size(-2));
      Tensor seen = Tensor.ones(ElementType.I32, matrix).tril(0).eq(Tensor.scalar(1));
      Tensor shut = Tensor.scalar(q.elementType(), Double.NEGATIVE_INFINITY);
      scores = scores.where(seen, shut);
    }
    // Without a mask, every query sees at least one key.
    Tensor p = in.length == 4 ? weights(scores) : scores.softmax(-1);
    Tensor t = g.matmul(v.transpose());
    Tensor z = p.multiply(t.subtract(p.multiply(t).sum(KeepAxes.YES, -1)));
    Tensor scaled = z.multiply(how.scale());
    Tensor dq = scaled.matmul(k);
    Tensor dk = scaled.transpose().matmul(q);
    Tensor dv = p.transpose().matmul(g);
    return in.length == 4 ? new Tensor[] {dq, dk, dv, z} : new Tensor[] {dq, dk, dv};
  }

  /// The softmax along the keys; 0 for a query that sees no key, whose scores are all −∞.
  private static Tensor weights(Tensor scores) {
    Tensor zero = Tensor.scalar(scores.elementType(), 0);
    Tensor none = scores.detach().max(KeepAxes.YES, -1).eq(Double.NEGATIVE_INFINITY);
    return zero.where(none, zero.where(none, scores).softmax(-1));
  }
}
