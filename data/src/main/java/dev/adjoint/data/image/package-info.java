/// Photographs: from image files to inputs of a network.
///
/// - [ImageFile] reads one file into [Pixels], as Pillow does, to the byte: no colour profile is
///   applied. `JpegHeader`, `JpegColours`, `PngChunks` and `ExifOrientation` know what ImageIO does
///   not tell.
/// - [ImageFit] brings images to one size; `Resampling` is the scaling.
/// - [PhotoFolder] finds the files of a folder and their classes, as [Photo]s.
/// - [Photographs] reads them into an [Album], splits them and learns [PhotoPreprocessing];
///   [PhotoSamples] gives them to the training, read while it runs.
/// - [Augmentation] says how images are changed while a network learns; [AugmentedSamples] does it.
@NullMarked
package dev.adjoint.data.image;

import org.jspecify.annotations.NullMarked;
