package dev.adjoint.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.table.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Reads a CSV file into a [Table].
///
/// The first line names the columns; comma, semicolon or tab separates (the one that cuts the
/// header into most names); text may stand in double quotes and then hold separators, quotes
/// (doubled) and line breaks; lines end in LF or CRLF; blank lines are skipped; the encoding is
/// UTF-8, with or without a byte order mark. A row must have as many cells as the header.
public final class TableReader {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

  private TableReader() {}

  /// Reads a whole file.
  ///
  /// @param file the CSV file
  /// @return its columns, as text
  /// @throws DataException when the file cannot be read or breaks a rule above; the message names
  ///   the file, the row and the fix
  public static Table read(Path file) {
    String name = Objects.toString(file.getFileName(), file.toString());
    requireFile(file, name);
    char separator = separator(file, name);
    try (Reader text = open(file)) {
      return parse(text, separator, name);
    } catch (CharacterCodingException e) {
      throw encoding(file, name, e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// Reads CSV text that is already in memory.
  ///
  /// @param text the whole text, header first
  /// @param name what messages call it
  /// @return its columns, as text
  /// @throws DataException when the text breaks a rule
  public static Table parse(String text, String name) {
    try {
      return parse(Reader.of(text), bestSeparator(text), name);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static Table parse(Reader text, char separator, String name) throws IOException {
    var rows = new TableRows(name, separator);
    try (var csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .allowUnclosedQuote(false)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(rows, text)) {
      csv.stream().forEach(_ -> {}); // the handler keeps the cells
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      // FastCSV wraps whatever the handler or the file throws.
      switch (e.getCause()) {
        case DataException own -> throw own;
        case IOException failed -> throw failed;
        case UncheckedIOException failed -> throw failed.getCause();
        case null, default -> {}
      }
      throw new DataException(
          "read %s: the text is not well-formed CSV: %s; quote a whole cell or none of it, and"
                  .formatted(name, e.getMessage())
              + " double a quote inside quotes",
          e);
    }
    return rows.toTable();
  }

  private static void requireFile(Path file, String name) {
    if (Files.isDirectory(file)) {
      throw new DataException(
          "read %s: this is a folder, not a CSV file; name a file in it".formatted(name));
    }
    if (!Files.exists(file)) {
      throw new DataException(
          "read %s: there is no such file (%s); %s"
              .formatted(name, file.toAbsolutePath().normalize(), nearFile(file, name)));
    }
    try {
      if (Files.size(file) == 0) {
        throw new DataException(
            "read %s: the file is empty (0 bytes); a table has a header line and at least one row"
                .formatted(name));
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static String nearFile(Path file, String name) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "its folder does not exist either; check the path";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(each -> String.valueOf(each.getFileName())).sorted().toList();
      List<String> near = Spelling.nearest(name, names);
      return near.isEmpty() ? "check the path" : Spelling.suggest(name, names);
    } catch (IOException _) {
      return "check the path";
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder));
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  private static char separator(Path file, String name) {
    try (BufferedReader reader = open(file)) {
      String line = reader.readLine();
      while (line != null && line.isBlank()) {
        line = reader.readLine();
      }
      return bestSeparator(line == null ? "" : line);
    } catch (CharacterCodingException e) {
      throw encoding(file, name, e);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// The separator that occurs most often outside quotes in the first line that is not blank.
  private static char bestSeparator(String text) {
    String line = text.lines().filter(each -> !each.isBlank()).findFirst().orElse("");
    int[] counts = new int[SEPARATORS.size()];
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      int which = SEPARATORS.indexOf(line.charAt(i));
      if (!quoted && which >= 0) {
        counts[which]++;
      }
    }
    int best = 0;
    for (int which = 1; which < counts.length; which++) {
      best = counts[which] > counts[best] ? which : best;
    }
    return SEPARATORS.get(best);
  }

  private static DataException unreadable(String name, IOException e) {
    return new DataException(
        "read %s: the file cannot be read (%s); check that it is there and may be read"
            .formatted(name, e),
        e);
  }

  /// The decoder reads ahead, so the line is looked for again, line by line.
  private static DataException encoding(Path file, String name, CharacterCodingException e) {
    long line = 0;
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      for (String each : (Iterable<String>) lines::iterator) {
        line++;
        byte[] bytes = each.getBytes(StandardCharsets.ISO_8859_1);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      }
    } catch (IOException _) {
      return new DataException(
          "read %s: line %d is not UTF-8 text; save the file as UTF-8".formatted(name, line), e);
    }
    return new DataException(
        "read %s: the file is not UTF-8 text; save it as UTF-8".formatted(name), e);
  }
}
