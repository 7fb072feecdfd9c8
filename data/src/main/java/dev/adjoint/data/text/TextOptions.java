package dev.adjoint.data.text;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person says about a table of texts; everything else is found from the data.
///
/// @param columns the text columns, in the order in which they are joined
/// @param table the target, and how the file is written
/// @param tokens how texts become tokens, or empty for [#USUAL]
/// @param length the number of tokens of a sample, or empty to find it from the training texts
/// @param vocabulary how many different tokens there are at most, or empty for the usual number
/// @param areColumnsRead whether the model also reads the other columns of the table
public record TextOptions(
    List<String> columns,
    TableOptions table,
    Optional<Tokens> tokens,
    Optional<Integer> length,
    Optional<Integer> vocabulary,
    boolean areColumnsRead) {

  /// The most tokens that a sample may have.
  public static final int MOST_LENGTH = 4096;

  /// The default tokens.
  public static final Tokens USUAL = Tokens.NGRAMS;

  /// How texts become tokens.
  public enum Tokens {
    /// Code points.
    CHARACTERS,
    /// Words.
    WORDS,
    /// Byte pairs learnt from the texts.
    BYTEPAIRS,
    /// Words, pairs and parts of words, without their order.
    NGRAMS;

    /// The name as it is written on a command line and in files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Checks that there is a column.
  public TextOptions {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new DataException("prepare: no text column is named; name at least one");
    }
    if (columns.contains(table.target())) {
      throw new DataException(
          "prepare: column %s is both the target and a text column; name another target or text column"
              .formatted(table.target()));
    }
  }

  /// One text column and the column to predict; the other columns are read too, and everything else
  /// is found from the data.
  public static TextOptions of(String column, String target) {
    return new TextOptions(
        List.of(column),
        TableOptions.target(target),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /// The same with these tokens.
  @CheckReturnValue
  public TextOptions withTokens(Tokens chosen) {
    return new TextOptions(columns, table, Optional.of(chosen), length, vocabulary, areColumnsRead);
  }
}
