package dev.adjoint.bench.fuzz;

import dev.adjoint.tensor.CheckReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A reader under test.
///
/// @param name for messages and for the option `--reader`
/// @param fileName the name of the file that is damaged, which some readers look at
/// @param whole the bytes of a file that can be read
/// @param reading reads the file; the path is in a folder that is prepared
/// @param documented what it may throw for a file that is not as it should be
/// @param beside the folder whose files lie whole beside the damaged one
record Reader(
    String name,
    String fileName,
    byte[] whole,
    Reading reading,
    List<Class<? extends Exception>> documented,
    Optional<Path> beside) {

  Reader(
      String name,
      String fileName,
      byte[] whole,
      Reading reading,
      List<Class<? extends Exception>> documented) {
    this(name, fileName, whole, reading, documented, Optional.empty());
  }

  /// The call of a reader.
  @FunctionalInterface
  interface Reading {
    void read(Path file) throws Exception;
  }

  /// The same with the files of this folder beside the damaged one.
  @CheckReturnValue
  Reader withBeside(Path folder) {
    return new Reader(name, fileName, whole, reading, documented, Optional.of(folder));
  }

  /// The folder in which the damaged files are written, with what lies beside them.
  Path prepared(Path work) throws IOException {
    Path folder = Files.createDirectories(work.resolve("try-" + name));
    if (beside.isPresent()) {
      try (Stream<Path> files = Files.list(beside.get())) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
        }
      }
    }
    return folder;
  }

  boolean documents(Throwable thrown) {
    return documented.stream().anyMatch(type -> type.isInstance(thrown));
  }
}
