package dev.adjoint.data.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Images of one size, as bytes that need not fit in memory: the file that holds them is
/// memory-mapped.
///
/// @param size the side of each image in pixels
/// @param pixels the images one after another, each `size · size` pixels of red, green and blue
/// @param indices for each image, its index in the list of files
/// @param broken why files were left out, one sentence each
/// @param digest SHA-256 of the pixels
public record Album(
    int size, MemorySegment pixels, List<Integer> indices, List<String> broken, String digest) {

  /// Copies the lists.
  public Album {
    indices = List.copyOf(indices);
    broken = List.copyOf(broken);
  }

  /// The number of images.
  public int count() {
    return indices.size();
  }

  /// The bytes of an image.
  int stride() {
    return Pixels.CHANNELS * size * size;
  }

  /// Copies an image.
  ///
  /// @param image its number, counted from 0
  /// @param into an array of [#stride] bytes
  void read(int image, byte[] into) {
    MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, (long) image * stride(), into, 0, stride());
  }
}
