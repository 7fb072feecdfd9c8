package dev.adjoint.kernel.attention;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// Writes y `[…, L, V]` and logSum `[…, L]`, the latter in C order.
public record AttentionCall(
    View q, View k, View v, @Nullable View mask, AttentionOptions how, View y, View logSum)
    implements KernelCall {
  @Override
  public AttentionCall on(Operands operands) {
    return new AttentionCall(
        operands.read(q),
        operands.read(k),
        operands.read(v),
        operands.readOptional(mask),
        how,
        operands.write(y),
        operands.write(logSum));
  }

  @Override
  public void scalar() {
    ScalarAttention.value(q, k, v, mask, how, y, logSum);
  }

  @Override
  public void vector() {
    if (y.storage() instanceof Storage.Floats) {
      VectorAttention.value(q, k, v, mask, how, y, logSum);
    } else {
      scalar();
    }
  }
}
