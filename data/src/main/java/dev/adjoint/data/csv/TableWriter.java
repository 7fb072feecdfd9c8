package dev.adjoint.data.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.adjoint.data.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Writes columns of values as CSV: commas, lines that end in LF, quotes where they are needed.
///
/// Values are written as their `toString` says, so numbers read back as the same numbers.
public final class TableWriter {
  private TableWriter() {}

  /// Writes a temporary file beside the target, forces it to disk and renames it over the target,
  /// so that after a crash either the old or the new file is there, complete.
  ///
  /// @param file where to write; its folder must exist
  /// @param names one name for each column
  /// @param columns columns of equal length
  /// @throws DataException when names and columns do not match or the file cannot be written
  public static void write(Path file, List<String> names, List<? extends List<?>> columns) {
    requireMatch(names, columns);
    Path target = file.toAbsolutePath();
    Path beside = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (FileChannel channel =
              FileChannel.open(
                  beside,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          OutputStream bytes = Channels.newOutputStream(channel);
          CsvWriter csv = builder().build(bytes, StandardCharsets.UTF_8)) {
        write(csv, names, columns);
        csv.flush();
        channel.force(true);
      }
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(file, beside, e);
    } catch (UncheckedIOException e) {
      throw unwritable(file, beside, Objects.requireNonNull(e.getCause()));
    }
  }

  /// Writes to an open writer, such as the standard output, which stays open.
  ///
  /// @param out where to write
  /// @param names one name for each column
  /// @param columns columns of equal length
  /// @throws DataException when names and columns do not match
  /// @throws IOException when the writer fails
  public static void write(Writer out, List<String> names, List<? extends List<?>> columns)
      throws IOException {
    requireMatch(names, columns);
    try {
      CsvWriter csv = builder().build(out);
      write(csv, names, columns);
      csv.flush();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static CsvWriter.CsvWriterBuilder builder() {
    return CsvWriter.builder().lineDelimiter(LineDelimiter.LF);
  }

  private static void requireMatch(List<String> names, List<? extends List<?>> columns) {
    if (names.size() != columns.size()) {
      throw new DataException(
          "write: there are %d names (%s) but %d columns; give each column one name"
              .formatted(names.size(), String.join(", ", names), columns.size()));
    }
    for (int i = 1; i < columns.size(); i++) {
      if (columns.get(i).size() != columns.getFirst().size()) {
        throw new DataException(
            "write: column %s has %d values but column %s has %d; columns must be equally long"
                .formatted(
                    names.getFirst(),
                    columns.getFirst().size(),
                    names.get(i),
                    columns.get(i).size()));
      }
    }
  }

  private static void write(CsvWriter csv, List<String> names, List<? extends List<?>> columns) {
    csv.writeRecord(names);
    int rows = columns.isEmpty() ? 0 : columns.getFirst().size();
    List<String> record = new ArrayList<>(columns.size());
    for (int row = 0; row < rows; row++) {
      record.clear();
      for (List<?> column : columns) {
        record.add(String.valueOf(column.get(row)));
      }
      csv.writeRecord(record);
    }
  }

  /// Deletes the unfinished file and throws an exception with the reason.
  private static DataException unwritable(Path file, Path beside, IOException e) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException failed) {
      e.addSuppressed(failed);
    }
    return new DataException(
        "write %s: the file cannot be written (%s); check the folder and the free space"
            .formatted(file, e),
        e);
  }
}
