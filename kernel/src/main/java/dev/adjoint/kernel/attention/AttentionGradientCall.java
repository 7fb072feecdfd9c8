package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// Writes dq, dk and dv from g, the gradient of y, and from the results of [AttentionCall].
public record AttentionGradientCall(
    View g,
    View q,
    View k,
    View v,
    @Nullable View mask,
    AttentionOptions how,
    View y,
    View logSum,
    View dq,
    View dk,
    View dv)
    implements KernelCall {
  @Override
  public AttentionGradientCall on(Operands operands) {
    return new AttentionGradientCall(
        operands.read(g),
        operands.read(q),
        operands.read(k),
        operands.read(v),
        operands.readOptional(mask),
        how,
        operands.read(y),
        operands.read(logSum),
        operands.write(dq),
        operands.write(dk),
        operands.write(dv));
  }

  @Override
  public void scalar() {
    ScalarAttention.gradient(g, q, k, v, mask, how, y, logSum, dq, dk, dv);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorAttentionGradient.run(g, q, k, v, mask, how, y, logSum, dq, dk, dv);
    } else {
      scalar();
    }
  }
}
