package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/// Takes each view of a [KernelCall] and returns the one to use in its place.
public interface Operands {

  /// A view that the call only reads.
  View read(View view);

  /// A view of which the call overwrites every element and reads none.
  View write(View view);

  /// A view that the call changes in any other way.
  View update(View view);

  /// A view of which the call overwrites every element with numbers from outside of the kernels,
  /// which have to be drawn even if nobody reads them.
  View draw(View view);

  /// Says that the call must not be replayed.
  ///
  /// @param reason why, and the fix
  void refuse(String reason);

  /// [#read] for a view that may be missing.
  default @Nullable View readOptional(@Nullable View view) {
    return view == null ? null : read(view);
  }

  /// [#write] for a view that may be missing.
  default @Nullable View writeOptional(@Nullable View view) {
    return view == null ? null : write(view);
  }
}
