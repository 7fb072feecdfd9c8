package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The old forms of texts in pickles.
final class PickleText {
  private PickleText() {}

  static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// The bytes whose values are the characters of a text.
  static PyTorchValue.Bytes bytes(String latin) {
    return new PyTorchValue.Bytes(
        HexFormat.of().formatHex(latin.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// A line in which some characters stand as `\\u` and four, or `\\U` and eight, hexadecimal
  /// digits.
  static String unescapedUnicode(PickleSource source, String line) throws FormatException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      int digits =
          c != '\\' || i + 1 == line.length()
              ? 0
              : line.charAt(i + 1) == 'u' ? 4 : line.charAt(i + 1) == 'U' ? 8 : 0;
      if (digits == 0) {
        text.append(c);
        continue;
      }
      int end = i + 2 + digits;
      try {
        text.appendCodePoint(Integer.parseInt(line.substring(i + 2, end), 16));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw source.failure("a text has a broken character code");
      }
      i = end - 1;
    }
    return text.toString();
  }

  /// A line in quotes, in which a backslash stands before a quote, a backslash, `n`, `r`, `t` or
  /// `x` and two digits.
  static String unquoted(PickleSource source, String line) throws FormatException {
    if (line.length() < 2
        || line.charAt(0) != line.charAt(line.length() - 1)
        || "'\"".indexOf(line.charAt(0)) < 0) {
      throw source.failure("a text has no quotes");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < line.length() - 1; i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      i++;
      switch (line.charAt(i)) {
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case '\\', '\'', '"' -> text.append(line.charAt(i));
        case 'x' -> {
          try {
            text.append((char) Integer.parseInt(line.substring(i + 1, i + 3), 16));
          } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw source.failure("a text has a broken character code");
          }
          i += 2;
        }
        default -> throw source.failure("a text has an unknown character after a backslash");
      }
    }
    return text.toString();
  }
}
