package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// One kernel call on a [Tape]: how it is made, and where its operands lie.
///
/// @param hasEffects whether it is needed even if nobody reads what it writes
record Call(String name, Body body, @Nullable Place[] places, boolean hasEffects) {

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

    /// Whether every element of the block is overwritten and none read.
    boolean overwrites() {
      View view = on(block.allocate(0), 0);
      return access.overwrites() && view.count() == block.length() && view.isContiguous();
    }

    View on(Storage storage, int base) {
      return new View(storage, base + offset, sizes, strides);
    }
  }

  /// Sets a block to zero before its first use.
  static Call clear(Block block) {
    return whole("fill", (k, v) -> k.fill(v[0], 0), block);
  }

  /// Sets a block to what it was before its first use.
  static Call restore(Block block, Storage initial) {
    View from = View.contiguous(initial, initial.length());
    return whole("copy", (k, v) -> k.copy(from, v[0]), block);
  }

  private static Call whole(String name, Body body, Block block) {
    View all = View.contiguous(block.allocate(0), block.length());
    Place place = new Place(block, Operand.Access.WRITE, 0, all.sizes(), all.strides());
    return new Call(name, body, new Place[] {place}, false);
  }
}
