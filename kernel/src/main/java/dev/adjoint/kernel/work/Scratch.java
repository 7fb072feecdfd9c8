package dev.adjoint.kernel.work;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// Working memory that kernels borrow for one piece of work and then give back, so that repeated
/// work allocates nothing. A borrowed array contains the old values of its last user.
///
/// A thread gets the array that it gave back itself, which is still in its cache. At most [#SLOTS]
/// arrays of each kind are kept, for any number of threads.
public final class Scratch {
  private static final int SLOTS = 64;
  private static final int ROUND = 1 << 12;
  private static final AtomicReferenceArray<float[]> FREE = new AtomicReferenceArray<>(SLOTS);
  private static final AtomicReferenceArray<float[]> FREE_CALLS = new AtomicReferenceArray<>(SLOTS);
  private static final AtomicReferenceArray<float[]> FREE_SECOND =
      new AtomicReferenceArray<>(SLOTS);
  private static final AtomicReferenceArray<float[][]> FREE_SETS =
      new AtomicReferenceArray<>(SLOTS);

  private Scratch() {}

  /// An array of at least `length` elements.
  public static float[] borrow(int length) {
    return borrow(FREE, length);
  }

  /// The same for the length of a whole call, while the pieces of the call borrow other arrays. A
  /// call can borrow two at a time.
  public static float[] borrowForCall(int length) {
    float[] first = FREE_CALLS.getAndSet(slot(), null);
    if (first != null && first.length >= length) {
      return first;
    }
    float[] second = borrow(FREE_SECOND, length);
    if (first != null) {
      FREE_SECOND.setRelease(slot(), first);
    }
    return second;
  }

  private static float[] borrow(AtomicReferenceArray<float[]> free, int length) {
    float[] array = free.getAndSet(slot(), null);
    if (array != null && array.length >= length) {
      return array;
    }
    return new float[Math.ceilDiv(length, ROUND) * ROUND];
  }

  /// Gives an array back. It must not be used any more.
  public static void giveBack(float[] array) {
    FREE.setRelease(slot(), array);
  }

  /// Gives back an array from [#borrowForCall].
  public static void giveBackFromCall(float[] array) {
    float[] before = FREE_CALLS.getAndSet(slot(), array);
    if (before != null) {
      FREE_SECOND.setRelease(slot(), before);
    }
  }

  /// At least `count` arrays of at least `length` elements each.
  public static float[][] borrow(int count, int length) {
    float[][] arrays = FREE_SETS.getAndSet(slot(), null);
    if (arrays != null && arrays.length >= count && arrays[0].length >= length) {
      return arrays;
    }
    return new float[Math.max(count, 1)][length];
  }

  /// Gives arrays back that were borrowed together.
  public static void giveBack(float[][] arrays) {
    FREE_SETS.setRelease(slot(), arrays);
  }

  private static int slot() {
    return (int) (Thread.currentThread().threadId() % SLOTS);
  }
}
