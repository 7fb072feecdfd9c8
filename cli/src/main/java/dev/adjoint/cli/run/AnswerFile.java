package dev.adjoint.cli.run;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.data.csv.TableWriter;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.pipeline.folder.RunException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The CSV file of `predict`. It replaces an earlier answer with the same columns, and nothing
/// else.
final class AnswerFile {

  private AnswerFile() {}

  /// Writes the columns to a file: whole or not at all, unless it is a device or a pipe.
  ///
  /// @param file where to write
  /// @param data the data that was predicted, which is never replaced
  /// @throws CommandException if the file is not an earlier answer, or cannot be written
  static void write(Path file, Path data, Map<String, List<Object>> columns) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file;
      if (Files.isDirectory(target)) {
        throw new CommandException(
            "out: %s is a folder; name a file in it with --out".formatted(file));
      }
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        try (OutputStream device = Files.newOutputStream(target)) {
          write(device, columns);
        }
        return;
      }
      requireOurs(file, target, data, columns);
      AtomicFile.write(target, out -> write(out, columns));
    } catch (NoSuchFileException e) {
      throw new CommandException(
          "out: there is no folder for %s; make it first, or choose another file with --out"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new CommandException(
          "out: %s cannot be written (%s); check the folder and the free space"
              .formatted(file, RunException.reason(e)),
          e);
    }
  }

  private static void requireOurs(
      Path file, Path target, Path data, Map<String, List<Object>> columns) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (Files.exists(data) && Files.isSameFile(target, data)) {
      throw new CommandException(
          "out: %s is the data that is read and would be replaced; choose another file with --out"
              .formatted(file));
    }
    StringWriter header = new StringWriter();
    TableWriter.write(
        header,
        List.copyOf(columns.keySet()),
        columns.keySet().stream().map(_ -> List.of()).toList());
    if (!startsWith(target, header.toString())) {
      throw new CommandException(
          "out: %s is not an earlier answer of this model (%s) and would be replaced; choose another file with --out, or move it away"
              .formatted(file, String.join(", ", columns.keySet())));
    }
  }

  private static boolean startsWith(Path file, String start) throws IOException {
    if (Files.size(file) == 0) {
      return true;
    }
    char[] found = new char[start.length()];
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int used = 0;
      int read;
      while (used < found.length && (read = reader.read(found, used, found.length - used)) > 0) {
        used += read;
      }
      return new String(found, 0, used).equals(start);
    } catch (MalformedInputException _) {
      return false;
    }
  }

  /// Writes the columns to a stream, which stays open.
  static void write(OutputStream out, Map<String, List<Object>> columns) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    TableWriter.write(writer, List.copyOf(columns.keySet()), List.copyOf(columns.values()));
    writer.flush();
  }
}
