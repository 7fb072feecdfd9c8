package dev.adjoint.formats.pytorch;

import java.io.Closeable;

/// An open PyTorch file: its value, and the storages of its tensors.
///
/// @see ZipArchive
/// @see LegacyArchive
sealed interface Archive extends Closeable permits ZipArchive, LegacyArchive {

  /// The value that was passed to `torch.save`.
  PyTorchValue root();

  /// The kind in words, for messages.
  String kind();
}
