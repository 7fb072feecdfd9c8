package dev.adjoint.data.csv;

import dev.adjoint.data.DataException;
import dev.adjoint.data.table.Dialect;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a person says about how a file is written; everything that is empty is found from the file.
///
/// @param delimiter what separates two cells
/// @param decimal `.` or `,`
/// @param thousands the mark between groups of three digits
/// @param encoding the name of a character encoding
/// @param missing texts that mean a missing value beside the usual ones, in any case of letters
/// @param keepNa whether the usual marks (`NA`, `null`, …) are values like others
/// @param usual how the training data was written; it decides what the file leaves open
public record ReadOptions(
    Optional<Character> delimiter,
    Optional<Character> decimal,
    Optional<Character> thousands,
    Optional<String> encoding,
    List<String> missing,
    boolean keepNa,
    Optional<Dialect> usual) {

  /// Everything is found from the file.
  public static final ReadOptions NONE =
      new ReadOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          false,
          Optional.empty());

  /// The mark that a person names: a character, `tab` or `\t`.
  ///
  /// @param option the option that they gave it by, such as `--delimiter`
  /// @throws DataException when it is not one character
  public static char mark(String option, String text) {
    if (text.equals("tab") || text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1) {
      throw new DataException(
          "%s is '%s' but must be one character; give such as %s ';'"
              .formatted(option, text, option));
    }
    return text.charAt(0);
  }

  /// Checks the marks and the name of the encoding.
  ///
  /// @throws DataException when a mark has two meanings or the encoding is unknown
  public ReadOptions {
    missing = missing.stream().map(mark -> mark.strip().toLowerCase(Locale.ROOT)).toList();
    delimiter.ifPresent(mark -> {
      if (mark == '"' || mark == '\n' || mark == '\r') {
        throw new DataException(
            "read: a quote or a line break cannot separate cells; name another delimiter, such as ';'");
      }
    });
    decimal.ifPresent(mark -> {
      if (mark != '.' && mark != ',') {
        throw new DataException(
            "read: the decimal mark is '%s' but must be '.' or ','; name one of them"
                .formatted(mark));
      }
    });
    thousands.ifPresent(mark -> {
      if (StyledNumber.THOUSANDS.indexOf(mark) < 0) {
        throw new DataException(
            "read: the thousands mark is '%s' but must be one of . , ' _ or a blank; name one of them"
                .formatted(mark));
      }
    });
    if (decimal.isPresent() && decimal.equals(thousands)) {
      throw new DataException(
          "read: '%s' cannot be both the decimal mark and the thousands mark; name two marks"
              .formatted(decimal.get()));
    }
    encoding.ifPresent(ReadOptions::charset);
  }

  /// Whether a person said anything.
  ///
  /// @return false for [#NONE] and for a training dialect alone
  public boolean isEmpty() {
    return equals(NONE.withUsual(usual));
  }

  /// The same with the dialect of the training data.
  ///
  /// @param training how the training data was written
  /// @return new options
  @CheckReturnValue
  public ReadOptions withUsual(Optional<Dialect> training) {
    return new ReadOptions(delimiter, decimal, thousands, encoding, missing, keepNa, training);
  }

  /// The encoding of a name.
  static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new DataException(
          "read: the encoding '%s' is not known; name one such as UTF-8, windows-1252 or GB18030"
              .formatted(name),
          e);
    }
  }
}
