package dev.adjoint.data.idx;

import java.nio.file.Path;

/// A file of images and the file of their labels.
///
/// @param images the file of the images
/// @param labels the file of the labels
public record IdxFiles(Path images, Path labels) {

  /// Reads both.
  ///
  /// @return images and labels
  /// @throws dev.adjoint.data.DataException when a file is damaged or they do not match
  public IdxPair read() {
    return new IdxPair(IdxReader.read(images), IdxReader.read(labels));
  }
}
