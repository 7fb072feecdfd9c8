package dev.adjoint.kernel.convolution.depthwise;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.work.ReadAhead;
import dev.adjoint.kernel.work.Scratch;

/// The channels of all images of an F32 operand, which tiles may read up to
/// [VectorDepthwiseTiles#REACH] before and after.
record DepthwisePlanes(float[] array, int start, int height, int width) {

  DepthwisePlanes(View view) {
    this(
        ((Storage.Floats) view.storage()).array(), view.offset(), view.sizes()[2], view.sizes()[3]);
  }

  int area() {
    return height * width;
  }

  /// Runs a body with `count` channels from number `first` on, where they lie or, near the ends of
  /// the storage, copied.
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

  /// Reads channels in the order of memory, for tiles that go down strips: a row apart is no
  /// pattern for the processor where rows are long.
  void readAhead(int first, int count) {
    float[] scratch = Scratch.borrow(1);
    scratch[0] = ReadAhead.run(array, start + first * area(), count * area());
    Scratch.giveBack(scratch);
  }

  /// What is done with channels that begin at `at`.
  @FunctionalInterface
  interface Body {
    void run(float[] array, int at);
  }
}
