package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/// One kernel call on a [Tape]: how it is made, and where its operands lie.
record Call(String name, Body body, @Nullable Place[] places) {

  /// The call itself, with its numbers inside and its views given.
  @FunctionalInterface
  interface Body {
    void run(Kernels kernels, @Nullable View[] views);
  }

  /// A view without its storage, so that a tape keeps no memory alive.
  record Place(Block block, Operand.Access access, int offset, int[] sizes, int[] strides) {

    boolean changes() {
      return access != Operand.Access.READ;
    }

    View on(Storage storage, int base) {
      return new View(storage, base + offset, sizes, strides);
    }
  }
}
