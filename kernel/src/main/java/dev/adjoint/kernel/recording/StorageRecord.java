package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Copying;
import org.jspecify.annotations.Nullable;

/// The record of a storage on a [Tape].
///
/// The storages that the tape itself creates, its *temporaries*, are not referenced. Their memory
/// is planned again, and the arrays of the recorded run can be collected as soon as the run
/// releases them. All other storages are *given*: parameters, constants, inputs.
final class StorageRecord {
  private final Storage sample;
  private final int length;
  private @Nullable Storage given;
  private @Nullable Storage initial;
  private boolean held;
  private boolean settled;

  private StorageRecord(Storage storage) {
    sample = storage.allocate(0);
    length = storage.length();
  }

  /// A storage that exists without the tape.
  static StorageRecord given(Storage storage) {
    StorageRecord block = new StorageRecord(storage);
    block.given = storage;
    return block;
  }

  /// A storage that the tape is about to write and has not read before.
  ///
  /// @param whole whether every element is about to be overwritten
  static StorageRecord temporary(Storage storage, boolean whole) {
    StorageRecord block = new StorageRecord(storage);
    if (!whole && !isZero(storage)) {
      block.initial = copy(storage);
    }
    return block;
  }

  private static boolean isZero(Storage storage) {
    return switch (storage) {
      case Storage.Floats(float[] array) -> {
        int bits = 0;
        for (float x : array) {
          bits |= Float.floatToRawIntBits(x);
        }
        yield bits == 0;
      }
      case Storage.Doubles(double[] array) -> {
        long bits = 0;
        for (double x : array) {
          bits |= Double.doubleToRawLongBits(x);
        }
        yield bits == 0;
      }
      case Storage.Ints(int[] array) -> {
        int bits = 0;
        for (int x : array) {
          bits |= x;
        }
        yield bits == 0;
      }
      case Storage.Longs(long[] array) -> {
        long bits = 0;
        for (long x : array) {
          bits |= x;
        }
        yield bits == 0;
      }
      case Storage.Booleans(boolean[] array) -> {
        boolean any = false;
        for (boolean x : array) {
          any |= x;
        }
        yield !any;
      }
      case Narrow narrow -> narrow.isZero();
    };
  }

  private static Storage copy(Storage storage) {
    Storage copy = storage.allocate(storage.length());
    int length = storage.length();
    Copying.copy(View.contiguous(storage, length), View.contiguous(copy, length));
    return copy;
  }

  /// The storage that exists without the tape, or null for a temporary.
  @Nullable Storage given() {
    return given;
  }

  /// The contents of a temporary before the tape first wrote to it, or null for zeros, which is the
  /// usual case.
  @Nullable Storage initial() {
    return initial;
  }

  int length() {
    return length;
  }

  Class<?> type() {
    return sample.getClass();
  }

  int elementBytes() {
    return switch (sample) {
      case Storage.Floats _, Storage.Ints _ -> 4;
      case Storage.Doubles _, Storage.Longs _ -> 8;
      case Storage.Booleans _ -> 1;
      case Narrow narrow -> narrow.bytes();
    };
  }

  /// Allows a given storage to be written.
  void hold() {
    held = true;
  }

  /// Whether a run may write here. Memory that the run has read before must not be changed, since
  /// the next run would read the changed values.
  boolean isWritable() {
    return given == null || held;
  }

  /// Marks a given storage as one that rarely changes.
  void settle() {
    settled = true;
  }

  boolean isSettled() {
    return settled;
  }

  /// A new storage of the same type.
  Storage allocate(int elements) {
    return sample.allocate(elements);
  }
}
