package dev.adjoint.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line of this process as bytes, before Java made text of it.
///
/// Java decodes arguments and paths by the encoding of the locale. The locale `C` knows ASCII only,
/// so an argument such as `größe.csv` is lost when `main` gets it, and no option brings it back.
/// The system still has the bytes, and a child process with the locale `C.UTF-8` reads them
/// rightly.
///
/// @param jar the bytes after `-jar`, empty if there is none
/// @param arguments the bytes of the arguments of the program
record RawCommandLine(byte[] jar, List<byte[]> arguments) {

  private static final Path FILE = Path.of("/proc/self/cmdline");

  /// Set for a child, so that it does not start a child of its own where the system has no locale
  /// `C.UTF-8`.
  private static final String DONE = "adjoint.raw.arguments";

  /// The command line, if Java cannot have read it and the system shows it.
  ///
  /// @param count the number of arguments of the program
  static Optional<RawCommandLine> ifLost(int count) {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (System.getProperty(DONE) != null
        || !Charset.isSupported(encoding)
        || !Charset.forName(encoding).equals(StandardCharsets.US_ASCII)) {
      return Optional.empty();
    }
    try {
      return of(Files.readAllBytes(FILE), count);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Reads a command line whose parts end with a zero byte each.
  static Optional<RawCommandLine> of(byte[] line, int count) {
    List<byte[]> parts = new ArrayList<>();
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (byte next : line) {
      if (next == 0) {
        parts.add(part.toByteArray());
        part.reset();
      } else {
        part.write(next);
      }
    }
    if (parts.size() < count) {
      return Optional.empty();
    }
    int first = parts.size() - count;
    byte[] jar = new byte[0];
    for (int i = 0; i + 1 < first; i++) {
      if (new String(parts.get(i), StandardCharsets.ISO_8859_1).equals("-jar")) {
        jar = parts.get(i + 1);
      }
    }
    return Optional.of(new RawCommandLine(jar, parts.subList(first, parts.size())));
  }

  /// The content of a file of arguments for `java @FILE`: it keeps every byte.
  ///
  /// @param options for the JVM, in ASCII
  /// @param classPath where there is no jar
  /// @param main the main class
  byte[] argumentFile(List<String> options, String classPath, String main) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    options.forEach(option -> quote(option.getBytes(StandardCharsets.UTF_8), out));
    quote(("-D" + DONE + "=true").getBytes(StandardCharsets.UTF_8), out);
    quote("-cp".getBytes(StandardCharsets.UTF_8), out);
    quote(jar.length == 0 ? classPath.getBytes(StandardCharsets.UTF_8) : jar, out);
    quote(main.getBytes(StandardCharsets.UTF_8), out);
    arguments.forEach(argument -> quote(argument, out));
    return out.toByteArray();
  }

  private static void quote(byte[] text, ByteArrayOutputStream out) {
    out.write('"');
    for (byte next : text) {
      switch (next) {
        case '"', '\\' -> {
          out.write('\\');
          out.write(next);
        }
        case '\n' -> out.writeBytes("\\n".getBytes(StandardCharsets.US_ASCII));
        case '\r' -> out.writeBytes("\\r".getBytes(StandardCharsets.US_ASCII));
        case '\t' -> out.writeBytes("\\t".getBytes(StandardCharsets.US_ASCII));
        case '\f' -> out.writeBytes("\\f".getBytes(StandardCharsets.US_ASCII));
        default -> out.write(next);
      }
    }
    out.write('"');
    out.write('\n');
  }
}
