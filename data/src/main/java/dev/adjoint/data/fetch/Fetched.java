package dev.adjoint.data.fetch;

import java.nio.file.Path;

/// A file that has been fetched.
///
/// @param path where it is
/// @param bytes its length
/// @param sha256 its SHA-256, computed from what is on disk
/// @param checked whether that was compared with a known one and agreed
/// @param how how it got there
public record Fetched(Path path, long bytes, String sha256, boolean checked, How how) {

  /// How a file got into its folder.
  public enum How {
    /// It was there before.
    PRESENT,
    /// It was fetched from its first byte on.
    WHOLE,
    /// An earlier attempt had left its beginning, and the rest was fetched.
    RESUMED
  }
}
