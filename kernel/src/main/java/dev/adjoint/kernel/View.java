package dev.adjoint.kernel;

import java.util.Arrays;

/// A strided window on a storage: element `(i0, i1, …)` is at index `offset + i0·strides[0] + …`.
///
/// Strides count elements, may be 0 (a broadcast axis) and may be negative (a flipped axis). The
/// arrays are shared and never change after construction. The code that creates a view checks it;
/// the kernels do not check again.
///
/// Every kernel asks for the number of elements and whether they are contiguous, in each step of a
/// replay again, so both are computed once, when the view is made. Two views are equal only if they
/// are the same object.
public final class View {

  private final Storage storage;
  private final int offset;
  private final int[] sizes;
  private final int[] strides;
  private final int count;
  private final boolean contiguous;

  /// @param offset the index of the first element
  /// @param sizes the number of elements along each axis; not copied
  /// @param strides the distance of neighbours along each axis, in elements; not copied
  public View(Storage storage, int offset, int[] sizes, int[] strides) {
    this.storage = storage;
    this.offset = offset;
    this.sizes = sizes;
    this.strides = strides;
    this.count = count(sizes);
    this.contiguous = count == 0 || isContiguous(sizes, strides);
  }

  /// A view of the first elements of `storage` in C order.
  public static View contiguous(Storage storage, int... sizes) {
    return new View(storage, 0, sizes, contiguousStrides(sizes));
  }

  /// The strides of a C-ordered array: the last axis has stride 1.
  public static int[] contiguousStrides(int[] sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(sizes[axis], 1);
    }
    return strides;
  }

  private static int count(int[] sizes) {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return count;
  }

  private static boolean isContiguous(int[] sizes, int[] strides) {
    int expected = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      if (sizes[axis] != 1) {
        if (strides[axis] != expected) {
          return false;
        }
        expected *= sizes[axis];
      }
    }
    return true;
  }

  /// The memory that the elements are in.
  public Storage storage() {
    return storage;
  }

  /// The index of the first element in the storage.
  public int offset() {
    return offset;
  }

  /// The number of elements along each axis; must not be changed.
  public int[] sizes() {
    return sizes;
  }

  /// The distance of neighbours along each axis, in elements; must not be changed.
  public int[] strides() {
    return strides;
  }

  /// The number of elements of this view.
  public int count() {
    return count;
  }

  /// Whether the elements are one after another in C order (axes of size 1 are ignored).
  public boolean isContiguous() {
    return contiguous;
  }

  /// A view of the same storage.
  public View with(int newOffset, int[] newSizes, int[] newStrides) {
    return new View(storage, newOffset, newSizes, newStrides);
  }

  @Override
  public String toString() {
    return "View[offset %d, sizes %s, strides %s, %s]"
        .formatted(offset, Arrays.toString(sizes), Arrays.toString(strides), storage);
  }
}
