package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// A view as an argument of a kernel call, with what the call does to it.
record Operand(View view, Access access) {

  enum Access {
    /// Only read.
    READ,
    /// Every element of the view is overwritten, and none is read.
    WRITE,
    /// Anything else: read and changed, or changed in part.
    UPDATE,
    /// Every element is overwritten with numbers from outside, which are drawn even if nobody reads
    /// them.
    DRAW;

    boolean overwrites() {
      return this == WRITE || this == DRAW;
    }
  }

  static @Nullable Operand read(@Nullable View view) {
    return view == null ? null : new Operand(view, Access.READ);
  }

  static @Nullable Operand write(@Nullable View view) {
    return view == null ? null : new Operand(view, Access.WRITE);
  }

  static Operand draw(View view) {
    return new Operand(view, Access.DRAW);
  }

  static @Nullable Operand update(@Nullable View view) {
    return view == null ? null : new Operand(view, Access.UPDATE);
  }
}
