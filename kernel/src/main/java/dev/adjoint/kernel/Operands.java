package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/// Receives each view of a [KernelCall] and returns the view to use instead.
public interface Operands {

  /// A view that the call only reads.
  View read(View view);

  /// A view whose elements the call overwrites completely and does not read.
  View write(View view);

  /// A view that the call changes in any other way.
  View update(View view);

  /// A view whose elements the call overwrites completely with numbers from outside the kernels.
  /// The numbers must be drawn even if they are never read.
  View draw(View view);

  /// Declares that the call must not be replayed.
  ///
  /// @param reason the reason, and how to fix it
  void refuse(String reason);

  /// [#read] for a view that may be null.
  default @Nullable View readOptional(@Nullable View view) {
    return view == null ? null : read(view);
  }

  /// [#write] for a view that may be null.
  default @Nullable View writeOptional(@Nullable View view) {
    return view == null ? null : write(view);
  }
}
