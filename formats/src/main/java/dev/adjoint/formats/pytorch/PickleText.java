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

  /// A line in which some characters are written as `\\u` and four, or `\\U` and eight, hexadecimal
  /// digits.
  static String unescapedUnicode(PickleSource source, String line) throws FormatException {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < line.length()) {
      char c = line.charAt(i);
      char kind = c == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : ' ';
      int digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
      if (digits == 0) {
        text.append(c);
        i++;
        continue;
      }
      int code = hexadecimal(source, line, i + 2, i + 2 + digits);
      if (!Character.isValidCodePoint(code)) {
        throw source.failure("a text has a broken character code");
      }
      text.appendCodePoint(code);
      i += 2 + digits;
    }
    return text.toString();
  }

  /// A line in quotes, in which a backslash precedes a quote, a backslash, `n`, `r`, `t` or `x` and
  /// two digits.
  static String unquoted(PickleSource source, String line) throws FormatException {
    if (line.length() < 2
        || line.charAt(0) != line.charAt(line.length() - 1)
        || "'\"".indexOf(line.charAt(0)) < 0) {
      throw source.failure("a text has no quotes");
    }
    StringBuilder text = new StringBuilder();
    int i = 1;
    while (i < line.length() - 1) {
      char c = line.charAt(i++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = line.charAt(i++);
      switch (escaped) {
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case '\\', '\'', '"' -> text.append(escaped);
        case 'x' -> {
          text.append((char) hexadecimal(source, line, i, i + 2));
          i += 2;
        }
        default -> throw source.failure("a text has an unknown character after a backslash");
      }
    }
    return text.toString();
  }

  private static int hexadecimal(PickleSource source, String line, int from, int end)
      throws FormatException {
    try {
      return HexFormat.fromHexDigits(line, from, end);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw source.failure("a text has a broken character code");
    }
  }
}
