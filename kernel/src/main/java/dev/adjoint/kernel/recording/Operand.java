package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;

/// An operand of a recorded call: a view without its storage, so that a tape keeps no memory alive,
/// and how the call accesses it.
record Operand(StorageRecord block, Access access, int offset, int[] sizes, int[] strides) {

  enum Access {
    /// Only read.
    READ,
    /// Every element of the view is overwritten, and none is read.
    WRITE,
    /// Any other access: elements are read and changed, or only some are changed.
    UPDATE,
    /// Every element is overwritten with numbers from a supplier. The numbers are drawn even if no
    /// call reads them.
    DRAW;

    boolean overwrites() {
      return this == WRITE || this == DRAW;
    }
  }

  static Operand of(StorageRecord block, Access access, View view) {
    return new Operand(block, access, view.offset(), view.sizes(), view.strides());
  }

  /// The whole of a block.
  static Operand whole(StorageRecord block, Access access) {
    return of(block, access, View.contiguous(block.allocate(0), block.length()));
  }

  boolean changes() {
    return access != Access.READ;
  }

  /// Whether every element of the block is overwritten and none is read.
  boolean overwrites() {
    View view = withoutMemory();
    return access.overwrites() && view.count() == block.length() && view.isContiguous();
  }

  /// The view of this storage, in which the block begins at `base`.
  View on(Storage storage, int base) {
    return new View(storage, base + offset, sizes, strides);
  }

  View withoutMemory() {
    return on(block.allocate(0), 0);
  }
}
