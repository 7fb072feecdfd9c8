package dev.adjoint.kernel.work;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Working memory that kernels borrow for the length of one piece of work and give back, so that
/// steady work allocates nothing. What is in it is left over from the last user.
///
/// A thread finds what it gave back itself, still warm in its cache; there are never more arrays
/// kept than [#SLOTS], however many threads come and go.
public final class Scratch {
  private static final int SLOTS = 64;
  private static final int ROUND = 1 << 12;
  private static final AtomicReferenceArray<float[]> FREE = new AtomicReferenceArray<>(SLOTS);
  private static final AtomicReferenceArray<float[]> FREE_CALLS = new AtomicReferenceArray<>(SLOTS);

  private Scratch() {}

  /// An array of at least `length` elements.
  public static float[] borrow(int length) {
    return borrow(FREE, length);
  }

  /// The same for the length of a whole call, while its pieces borrow for themselves.
  public static float[] borrowForCall(int length) {
    return borrow(FREE_CALLS, length);
  }

  private static float[] borrow(AtomicReferenceArray<float[]> free, int length) {
    float[] array = free.getAndSet(slot(), null);
    if (array != null && array.length >= length) {
      return array;
    }
    return new float[Math.ceilDiv(length, ROUND) * ROUND];
  }

  /// Gives an array back; it may not be used any more.
  public static void giveBack(float[] array) {
    FREE.setRelease(slot(), array);
  }

  /// Gives back what [#borrowForCall] gave.
  public static void giveBackFromCall(float[] array) {
    FREE_CALLS.setRelease(slot(), array);
  }

  private static int slot() {
    return (int) (Thread.currentThread().threadId() % SLOTS);
  }
}
