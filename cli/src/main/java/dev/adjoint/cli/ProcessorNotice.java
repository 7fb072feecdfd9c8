package dev.adjoint.cli;

import java.util.Optional;

/// What the program prints at its start on a processor without fused multiply–add.
///
/// Products are defined by this operation. Without the instruction the JVM computes each one with
/// decimal arithmetic: the bits are the same, the time is not.
final class ProcessorNotice {
  private ProcessorNotice() {}

  /// The notice, or nothing on a processor with the instruction.
  ///
  /// @param fused whether the JVM uses the instruction
  static Optional<String> of(boolean fused) {
    return fused
        ? Optional.empty()
        : Optional.of(
            "adjoint: this processor has no fused multiply-add (FMA), or the JVM was told not to use it (-XX:-UseFMA): results are the same, but training takes many times as long; x86 processors since 2013 and all 64-bit ARM processors have it");
  }
}
