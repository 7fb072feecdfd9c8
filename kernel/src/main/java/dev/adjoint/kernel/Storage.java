package dev.adjoint.kernel;

/// A primitive array of one element type: the memory behind every tensor.
///
/// The set is closed: kernels switch over it. Nothing above this module reads or writes the arrays
/// directly; numbers enter and leave as copies or through a [Kernels] call.
public sealed interface Storage
    permits Storage.Floats, Storage.Doubles, Storage.Ints, Storage.Longs, Storage.Booleans, Narrow {

  /// The primitive array itself; two storages of one array are the same memory.
  Object array();

  /// The number of elements.
  int length();

  /// A new storage of the same element type, filled with zeros.
  Storage allocate(int length);

  /// Single precision, the working type of training.
  record Floats(float[] array) implements Storage {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public Floats allocate(int length) {
      return new Floats(new float[length]);
    }
  }

  /// Double precision, the type of gradient checks.
  record Doubles(double[] array) implements Storage {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public Doubles allocate(int length) {
      return new Doubles(new double[length]);
    }
  }

  /// 32-bit indices and labels.
  record Ints(int[] array) implements Storage {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public Ints allocate(int length) {
      return new Ints(new int[length]);
    }
  }

  /// 64-bit indices and labels.
  record Longs(long[] array) implements Storage {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public Longs allocate(int length) {
      return new Longs(new long[length]);
    }
  }

  /// Masks.
  record Booleans(boolean[] array) implements Storage {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public Booleans allocate(int length) {
      return new Booleans(new boolean[length]);
    }
  }
}
