package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.View;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Fills y in C order with the numbers of a new supplier, each converted as a Java cast does (to
/// BOOL: `x != 0`); F32, F64 and BOOL. A replay from a tape draws new numbers.
public record DrawCall(View y, Supplier<DoubleSupplier> numbers) implements KernelCall {
  @Override
  public DrawCall on(Operands operands) {
    return new DrawCall(operands.draw(y), numbers);
  }

  @Override
  public void scalar() {
    DrawnNumbers.run(y, numbers.get());
  }
}
