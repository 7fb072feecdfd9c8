/// Photographs: from image files to inputs of a network.
///
/// - [ImageFile] reads one file into [Pixels], as Pillow does, to the byte: no colour profile is
///   applied. [JpegHeader] and [ExifOrientation] read what ImageIO does not tell.
/// - [ImageFit] brings images to one size; [Resampling] is the scaling.
@NullMarked
package dev.adjoint.data.image;

import org.jspecify.annotations.NullMarked;
