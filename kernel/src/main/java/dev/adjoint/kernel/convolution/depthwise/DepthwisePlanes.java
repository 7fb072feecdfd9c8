package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.ReadAhead;
import dev.adjoint.kernel.work.Scratch;

/// The channels of all images of an F32 operand. Tiles may read up to [VectorDepthwiseTiles#REACH]
/// elements before and after each channel.
record DepthwisePlanes(float[] array, int start, int height, int width) {

  DepthwisePlanes(View view) {
    this(
        ((Storage.Floats) view.storage()).array(), view.offset(), view.sizes()[2], view.sizes()[3]);
  }

  int area() {
    return height * width;
  }

  /// Calls a body with `count` channels from number `first` on. The channels are used in place or,
  /// near the ends of the storage, copied.
  void use(int first, int count, Body body) {
    int at = start + first * area();
    int length = count * area();
    if (at >= VectorDepthwiseTiles.REACH
        && at + length + VectorDepthwiseTiles.REACH <= array.length) {
      body.run(array, at);
      return;
    }
    float[] copy = Scratch.borrow(length + 2 * VectorDepthwiseTiles.REACH);
    System.arraycopy(array, at, copy, VectorDepthwiseTiles.REACH, length);
    body.run(copy, VectorDepthwiseTiles.REACH);
    Scratch.giveBack(copy);
  }

  /// Reads channels in memory order, for tiles that process strips from top to bottom: where rows
  /// are long, the processor does not prefetch accesses that are one row apart.
  void readAhead(int first, int count) {
    float[] scratch = Scratch.borrow(1);
    scratch[0] = ReadAhead.run(array, start + first * area(), count * area());
    Scratch.giveBack(scratch);
  }

  /// Processes channels that begin at `at`.
  @FunctionalInterface
  interface Body {
    void run(float[] array, int at);
  }
}
