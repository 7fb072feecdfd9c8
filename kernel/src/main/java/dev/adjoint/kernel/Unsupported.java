package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import java.util.Locale;

/// The error for a function that an element type does not support.
public final class Unsupported {
  private Unsupported() {}

  public static IllegalArgumentException function(Object function, Storage storage) {
    String type =
        switch (storage) {
          case Floats _ -> "F32";
          case Doubles _ -> "F64";
          case Ints _ -> "I32";
          case Longs _ -> "I64";
          case Booleans _ -> "BOOL";
          case Narrow narrow -> narrow.type();
        };
    return new IllegalArgumentException(
        function.toString().toLowerCase(Locale.ROOT)
            + ": not defined for the element type "
            + type
            + "; convert to another element type first");
  }
}
