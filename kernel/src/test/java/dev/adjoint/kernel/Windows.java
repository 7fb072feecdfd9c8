package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Random windows onto random storages, and the plain way to read them, for comparison.
public final class Windows {
  private static final int[][] SIZES = {
    {}, {0}, {1}, {5}, {3, 0, 2}, {1, 7, 1}, {2, 3, 4}, {40, 3}, {4, 1, 33}, {2, 2050}, {3, 2, 2, 5}
  };

  private Windows() {}

  /// Sizes of rank 0 to 4, some of them empty.
  public static List<int[]> sizes() {
    return List.of(SIZES);
  }

  public static Storage storage(Storage kind, int length, RandomGenerator random) {
    Storage storage = kind.allocate(length);
    switch (storage) {
      case Floats(float[] a) -> {
        for (int i = 0; i < length; i++) {
          a[i] = (float) random.nextGaussian();
        }
      }
      case Doubles(double[] a) -> {
        for (int i = 0; i < length; i++) {
          a[i] = random.nextGaussian();
        }
      }
      case Ints(int[] a) -> {
        for (int i = 0; i < length; i++) {
          a[i] = random.nextInt(1, 9) * (random.nextBoolean() ? 1 : -1);
        }
      }
      case Longs(long[] a) -> {
        for (int i = 0; i < length; i++) {
          a[i] = random.nextLong(1, 9) * (random.nextBoolean() ? 1 : -1);
        }
      }
      case Booleans(boolean[] a) -> {
        for (int i = 0; i < length; i++) {
          a[i] = random.nextBoolean();
        }
      }
      case Narrow a -> {
        for (int i = 0; i < length; i++) {
          a.set(i, (long) random.nextInt(1, 9));
        }
      }
    }
    return storage;
  }

  /// A window with permuted axes, gaps, flipped and, where `broadcast`, repeated axes.
  public static View any(Storage kind, int[] sizes, boolean broadcast, RandomGenerator random) {
    int rank = sizes.length;
    int[] strides = new int[rank];
    int offset = random.nextInt(4);
    int span = 1;
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      axes.add(random.nextInt(axes.size() + 1), axis);
    }
    for (int axis : axes) {
      if (broadcast && random.nextInt(4) == 0) {
        continue;
      }
      int stride = span + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
      boolean flipped = random.nextInt(4) == 0;
      strides[axis] = flipped ? -stride : stride;
      offset += flipped ? stride * Math.max(sizes[axis] - 1, 0) : 0;
      span = stride * Math.max(sizes[axis], 1);
    }
    return new View(storage(kind, offset + span + 3, random), offset, sizes, strides);
  }

  /// A window in C order that starts at an odd offset.
  public static View contiguous(Storage kind, int[] sizes, RandomGenerator random) {
    View plain = View.contiguous(kind, sizes);
    return new View(storage(kind, plain.count() + 8, random), 3, sizes, plain.strides());
  }

  /// The storage position of each element, in C order.
  public static int[] positions(View view) {
    int[] positions = new int[view.count()];
    for (int e = 0; e < positions.length; e++) {
      int rest = e;
      int position = view.offset();
      for (int axis = view.sizes().length - 1; axis >= 0; axis--) {
        position += rest % view.sizes()[axis] * view.strides()[axis];
        rest /= view.sizes()[axis];
      }
      positions[e] = position;
    }
    return positions;
  }

  public static Object at(Storage storage, int position) {
    return switch (storage) {
      case Floats(float[] a) -> a[position];
      case Doubles(double[] a) -> a[position];
      case Ints(int[] a) -> a[position];
      case Longs(long[] a) -> a[position];
      case Booleans(boolean[] a) -> a[position];
      case Narrow a -> a.number(position);
    };
  }

  /// The elements in C order.
  public static List<Object> elements(View view) {
    List<Object> elements = new ArrayList<>();
    for (int position : positions(view)) {
      elements.add(at(view.storage(), position));
    }
    return elements;
  }

  /// All elements of the storage, inside and outside of the window.
  public static List<Object> all(View view) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < view.storage().length(); i++) {
      elements.add(at(view.storage(), i));
    }
    return elements;
  }
}
