package dev.adjoint.kernel.recording;

import org.jspecify.annotations.Nullable;

/// Someone who makes the calls that [RecordingKernels] passes on, and keeps something about them.
interface CallWatch {

  /// Makes the call with the views of these operands, in this order.
  void run(String name, Call.Body body, @Nullable Operand... operands);

  /// Makes a call that cannot be made again from a recording.
  ///
  /// @param why it cannot, and the fix
  void once(String name, String why, Runnable call);
}
