package dev.adjoint.kernel.reduce;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;

/// Linear recurrences `yᵢ = xᵢ + aᵢ·yᵢ₋₁` along the last axis of `[rows, length]` with `y₋₁ = 0`,
/// one chain each in double precision; every element is rounded once.
public record RecurrenceCall(View x, View a, View y, int rows, int length) implements KernelCall {
  @Override
  public RecurrenceCall on(Operands operands) {
    return new RecurrenceCall(operands.read(x), operands.read(a), operands.write(y), rows, length);
  }

  @Override
  public void scalar() {
    switch (x.storage()) {
      case Floats(float[] from) -> {
        float[] factors = ((Floats) a.storage()).array();
        float[] to = ((Floats) y.storage()).array();
        for (int r = 0; r < rows; r++) {
          double last = 0;
          for (int i = r * length; i < (r + 1) * length; i++) {
            last = from[x.offset() + i] + factors[a.offset() + i] * last;
            to[y.offset() + i] = (float) last;
          }
        }
      }
      case Doubles(double[] from) -> {
        double[] factors = ((Doubles) a.storage()).array();
        double[] to = ((Doubles) y.storage()).array();
        for (int r = 0; r < rows; r++) {
          double last = 0;
          for (int i = r * length; i < (r + 1) * length; i++) {
            last = from[x.offset() + i] + factors[a.offset() + i] * last;
            to[y.offset() + i] = last;
          }
        }
      }
      default -> throw Unsupported.function("linear recurrence", x.storage());
    }
  }
}
