package dev.adjoint.data.ratings;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The titles of items, for display.
public final class ItemTitles {

  private static final String MARK = "::";

  private final Map<String, String> titles;

  private ItemTitles(Map<String, String> titles) {
    this.titles = titles;
  }

  /// Reads a file of titles: lines `item::title` or `item::title::…` as MovieLens writes them, or a
  /// CSV file whose first column is the item and whose second is the title.
  ///
  /// @param file the file, in UTF-8 where it has lines with `::`
  /// @return the titles; of an item that occurs twice the first one
  /// @throws DataException when the file can't be read or has no second column
  public static ItemTitles read(Path file) {
    Map<String, String> titles = new HashMap<>();
    if (hasMark(file)) {
      for (String line : lines(file)) {
        String[] parts = line.split(MARK, 3);
        if (parts.length > 1) {
          titles.putIfAbsent(parts[0].strip(), parts[1].strip());
        }
      }
      return new ItemTitles(titles);
    }
    Table table = TableReader.read(file, ReadOptions.NONE);
    if (table.columns().size() < 2) {
      throw new DataException(
          "read %s: titles need two columns, the item and its title, but there is %s; give such a file, or lines item::title"
              .formatted(file, table.names()));
    }
    Column items = table.columns().get(0);
    Column names = table.columns().get(1);
    for (int row = 0; row < table.rows(); row++) {
      titles.putIfAbsent(items.text(row), names.text(row));
    }
    return new ItemTitles(titles);
  }

  private static boolean hasMark(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("").contains(MARK);
    } catch (IOException | RuntimeException _) {
      return false; // the reader of tables says what is wrong with it
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new DataException("read %s: it is not UTF-8; save it so".formatted(file), e);
    } catch (IOException e) {
      throw new DataException("read %s: it cannot be read (%s)".formatted(file, e.getMessage()), e);
    }
  }

  /// The title of an item.
  ///
  /// @param item the item as the ratings name it
  /// @return its title, or empty when the file has none
  public Optional<String> of(String item) {
    return Optional.ofNullable(titles.get(item));
  }
}
