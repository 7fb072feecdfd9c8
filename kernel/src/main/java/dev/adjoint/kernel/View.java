package dev.adjoint.kernel;

/// A strided window on a storage: element `(i0, i1, …)` is at index `offset + i0·strides[0] + …`.
///
/// Strides count elements, may be 0 (a broadcast axis) and may be negative (a flipped axis). The
/// arrays are shared and never change after construction. The code that creates a view checks it;
/// the kernels do not check again.
public record View(Storage storage, int offset, int[] sizes, int[] strides) {

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

  /// The number of elements of this view.
  public int count() {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return count;
  }

  /// Whether the elements are one after another in C order (axes of size 1 are ignored).
  public boolean isContiguous() {
    int expected = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      if (sizes[axis] != 1) {
        if (strides[axis] != expected) {
          return sizes[axis] == 0 || count() == 0;
        }
        expected *= sizes[axis];
      }
    }
    return true;
  }

  /// A view of the same storage with other sizes, strides and offset.
  public View with(int newOffset, int[] newSizes, int[] newStrides) {
    return new View(storage, newOffset, newSizes, newStrides);
  }
}
