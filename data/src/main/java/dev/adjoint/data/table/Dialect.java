package dev.adjoint.data.table;

import java.util.List;
import java.util.Optional;

/// How a file writes its table.
///
/// @param delimiter what separates two cells
/// @param decimal the mark between the whole part of a number and its fraction: `.` or `,`
/// @param thousands the mark between groups of three digits, empty where there is none
/// @param encoding the name of the character encoding, such as `UTF-8`
/// @param missing texts that a person named as missing values in every column, in lower case
/// @param keepNa whether the usual marks (`NA`, `null`, …) are values like others, so that only
///   empty cells and those of `missing` are missing
public record Dialect(
    char delimiter,
    char decimal,
    Optional<Character> thousands,
    String encoding,
    List<String> missing,
    boolean keepNa) {

  /// Commas between cells, decimal points, UTF-8.
  public static final Dialect PLAIN =
      new Dialect(',', '.', Optional.empty(), "UTF-8", List.of(), false);

  /// Copies the list.
  public Dialect {
    missing = List.copyOf(missing);
  }

  /// A sentence about what was found, for people.
  ///
  /// @return such as `separated by ';', decimal mark ',', no thousands mark, encoding UTF-8`
  public String describe() {
    var text = new StringBuilder();
    text.append("separated by ").append(name(delimiter));
    text.append(", decimal mark ").append(name(decimal));
    text.append(thousands.map(mark -> ", thousands mark " + name(mark)).orElse(""));
    text.append(", encoding ").append(encoding);
    if (!missing.isEmpty()) {
      text.append(", missing marks ").append(String.join(", ", missing));
    }
    if (keepNa) {
      text.append(", NA is a value");
    }
    return text.toString();
  }

  /// A mark for messages.
  ///
  /// @param mark a delimiter or another mark
  /// @return such as `';'`, `tabs`
  public static String name(char mark) {
    return switch (mark) {
      case '\t' -> "tabs";
      case ' ' -> "a blank";
      case '\u00A0', '\u202F' -> "a narrow or fixed blank";
      default -> "'" + mark + "'";
    };
  }
}
