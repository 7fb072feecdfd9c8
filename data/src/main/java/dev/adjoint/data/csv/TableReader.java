package dev.adjoint.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.data.table.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads a CSV file into a [Table].
///
/// The first line names the columns. Comma, semicolon, tab or bar separates the cells. Text may be
/// in double quotes and then hold delimiters, quotes (doubled) and line breaks. Lines end in LF,
/// CRLF or CR; blank lines are skipped, and so are lines before the header that start with `#`
/// ([Comments]). A row must have as many cells as the header.
///
/// Delimiter, encoding, decimal mark, thousands mark and missing marks are found from the file, and
/// [ReadOptions] override what is found. [Table#dialect] says what was found. Numbers are rewritten
/// with a decimal point, so that every [dev.adjoint.data.table.Column] is read the same way.
///
/// The file may be packed with gzip, it may be a pipe, and the path `-` is the standard input.
public final class TableReader {

  private TableReader() {}

  /// Reads a whole file and finds how it is written.
  ///
  /// @param file the CSV file
  /// @return its columns, as text
  /// @throws DataException as the other form
  public static Table read(Path file) {
    return read(file, ReadOptions.NONE);
  }

  /// Reads a whole file.
  ///
  /// @param file the CSV file
  /// @param options what is known about the file
  /// @return its columns, as text
  /// @throws DataException when the file cannot be read or breaks a rule above; the message names
  ///   the file, the row and the fix
  public static Table read(Path file, ReadOptions options) {
    return read(TableFile.of(file), options);
  }

  /// Reads a table from its bytes.
  static Table read(TableFile file, ReadOptions options) {
    String name = file.name();
    try {
      Charset charset =
          Encodings.find(file, options.encoding(), options.usual().map(Dialect::encoding));
      String start;
      try (BufferedReader text = Encodings.open(file, charset)) {
        start = Delimiters.start(text);
      }
      try (BufferedReader text = Encodings.open(file, charset)) {
        return parse(text, start, charset, name, options);
      }
    } catch (CharacterCodingException e) {
      throw new DataException(
          "read %s: the file changed while it was read; read it again".formatted(name), e);
    } catch (IOException e) {
      throw TableFile.unreadable(name, e);
    }
  }

  /// Reads CSV text that is already in memory.
  ///
  /// @param text the whole text, header first
  /// @param name what messages call it
  /// @return its columns, as text
  /// @throws DataException when the text breaks a rule
  public static Table parse(String text, String name) {
    return parse(text, name, ReadOptions.NONE);
  }

  /// Reads CSV text that is already in memory.
  ///
  /// @param text the whole text, header first
  /// @param name what messages call it
  /// @param options what is known about the text
  /// @return its columns, as text
  /// @throws DataException when the text breaks a rule
  public static Table parse(String text, String name, ReadOptions options) {
    try {
      return parse(
          new BufferedReader(Reader.of(text)), text, StandardCharsets.UTF_8, name, options);
    } catch (IOException e) {
      throw TableFile.unreadable(name, e);
    }
  }

  private static Table parse(
      BufferedReader text, String start, Charset charset, String name, ReadOptions options)
      throws IOException {
    Optional<Character> said = start.lines().findFirst().flatMap(Delimiters::said);
    String rest = start;
    int skipped = 0;
    if (said.isPresent()) {
      text.readLine();
      skipped = 1;
      rest = withoutLines(start, 1);
    }
    int comments = Comments.lines(rest);
    for (int line = 0; line < comments; line++) {
      text.readLine();
    }
    skipped += comments;
    rest = withoutLines(rest, comments);
    String sample = rest;
    char delimiter = options.delimiter().or(() -> said).orElseGet(() -> Delimiters.find(sample));
    Table table = rows(text, delimiter, skipped, name);
    return new NumberMarks(table, delimiter, charset.name(), options).rewritten();
  }

  private static String withoutLines(String text, int count) {
    return count == 0 ? text : text.lines().skip(count).collect(Collectors.joining("\n"));
  }

  private static Table rows(Reader text, char delimiter, int skipped, String name)
      throws IOException {
    var rows = new TableRows(name, delimiter, skipped);
    try (var csv =
        CsvReader.builder()
            .fieldSeparator(delimiter)
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
}
