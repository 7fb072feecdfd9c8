package dev.adjoint.bench.fuzz;

import java.nio.file.Path;
import java.util.List;

/// A reader under test.
///
/// @param name for messages and for the option `--reader`
/// @param fileName the name of the file that is damaged, which some readers look at
/// @param whole the bytes of a file that can be read
/// @param reading reads the file; the path is in a folder that is prepared
/// @param documented what it may throw for a file that is not as it should be
record Reader(
    String name,
    String fileName,
    byte[] whole,
    Reading reading,
    List<Class<? extends Exception>> documented) {

  /// The call of a reader.
  @FunctionalInterface
  interface Reading {
    void read(Path file) throws Exception;
  }

  boolean documents(Throwable thrown) {
    return documented.stream().anyMatch(type -> type.isInstance(thrown));
  }
}
