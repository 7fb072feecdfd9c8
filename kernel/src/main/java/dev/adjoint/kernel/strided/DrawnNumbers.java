package dev.adjoint.kernel.strided;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import java.util.function.DoubleSupplier;

/// Stores numbers from a supplier one after another into memory in C order.
public final class DrawnNumbers {
  private DrawnNumbers() {}

  public static void run(View y, DoubleSupplier numbers) {
    int start = y.offset();
    int end = start + y.count();
    switch (y.storage()) {
      case Floats(float[] to) -> {
        for (int i = start; i < end; i++) {
          to[i] = (float) numbers.getAsDouble();
        }
      }
      case Doubles(double[] to) -> {
        for (int i = start; i < end; i++) {
          to[i] = numbers.getAsDouble();
        }
      }
      case Booleans(boolean[] to) -> {
        for (int i = start; i < end; i++) {
          to[i] = numbers.getAsDouble() != 0;
        }
      }
      case Ints _, Longs _, Narrow _ -> throw Unsupported.function("draw", y.storage());
    }
  }
}
