package dev.adjoint.data.idx;

import java.nio.ByteBuffer;

/// The numbers of an IDX file, kept as the bytes of the file.
///
/// @param source the file's name as messages should show it
/// @param type the type of the elements
/// @param sizes the sizes of the axes, the last one fastest
/// @param bytes the elements, big-endian
public record IdxArray(String source, IdxType type, int[] sizes, byte[] bytes) {

  /// The number of entries along the first axis.
  ///
  /// @return samples
  public int count() {
    return sizes[0];
  }

  /// The number of elements in one entry of the first axis.
  ///
  /// @return the product of the other sizes
  public int width() {
    int width = 1;
    for (int axis = 1; axis < sizes.length; axis++) {
      width *= sizes[axis];
    }
    return width;
  }

  /// One element.
  ///
  /// @param index its position in the order of the file
  /// @return its value
  public double number(int index) {
    return type == IdxType.UBYTE ? bytes[index] & 0xFF : type.read(ByteBuffer.wrap(bytes), index);
  }
}
