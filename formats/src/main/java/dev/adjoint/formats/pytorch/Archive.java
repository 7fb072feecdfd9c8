package dev.adjoint.formats.pytorch;

import java.io.Closeable;

/// An open PyTorch file: its value, and the memories of its tensors.
///
/// @see ZipArchive
/// @see LegacyArchive
sealed interface Archive extends Closeable permits ZipArchive, LegacyArchive {

  /// What `torch.save` was given.
  PyTorchValue root();

  /// The kind in words, for people.
  String kind();
}
