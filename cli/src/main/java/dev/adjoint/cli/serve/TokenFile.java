package dev.adjoint.cli.serve;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.pipeline.folder.RunException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The file with the token of a server. It is not an argument, because every user of a machine can
/// read the arguments of its programs.
final class TokenFile {

  private static final int BYTES = 24;

  private TokenFile() {}

  /// The token in a file. If there is no file yet, it is made with a random token, and only its
  /// owner may read it.
  ///
  /// @throws CommandException when the file can be neither read nor written
  static String read(Path file) {
    try {
      if (!Files.exists(file)) {
        write(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandException(
          "token: %s can be neither read nor written (%s); name another file with --token"
              .formatted(file, RunException.reason(e)),
          e);
    }
  }

  private static void write(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] rights =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, rights);
      Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
    } catch (FileAlreadyExistsException _) {
      // Another program has made the file in the meantime; its token is used.
    }
  }
}
