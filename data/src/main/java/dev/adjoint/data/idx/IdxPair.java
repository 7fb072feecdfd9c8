package dev.adjoint.data.idx;

import dev.adjoint.data.DataException;

/// Images and their labels.
///
/// @param images samples along the first axis, two axes or more
/// @param labels one whole number for each image
public record IdxPair(IdxArray images, IdxArray labels) {

  /// Checks that images and labels match.
  ///
  /// @throws DataException when the numbers of axes are wrong, labels are not whole numbers, or
  ///   there are not as many labels as images
  public IdxPair {
    if (images.sizes().length < 2) {
      throw new DataException(
          "read %s: images have two axes or more but there is %d; is this the file of the labels?"
              .formatted(images.source(), images.sizes().length));
    }
    if (labels.sizes().length != 1 || !labels.type().isWhole()) {
      throw new DataException(
          "read %s: labels are whole numbers along one axis but these are %s with %d axes; is this the file of the images?"
              .formatted(labels.source(), labels.type(), labels.sizes().length));
    }
    if (images.count() != labels.count()) {
      throw new DataException(
          "read %s: there are %d images but %s holds %d labels; use files that belong together"
              .formatted(images.source(), images.count(), labels.source(), labels.count()));
    }
  }
}
