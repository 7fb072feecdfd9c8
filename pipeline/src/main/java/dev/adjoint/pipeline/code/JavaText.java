package dev.adjoint.pipeline.code;

import java.util.List;

/// Java literals.
final class JavaText {

  /// A constant has at most 65,535 bytes, and a character at most 3.
  private static final int MOST = 20_000;

  private JavaText() {}

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          // The compiler replaces unicode escapes before it looks for the ends of lines.
          if (c < ' ') {
            out.append("\\%03o".formatted((int) c));
          } else if (c > '~') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /// A call that gives these texts as an array.
  static String texts(List<String> texts) {
    String joined = String.join("\0", texts);
    StringBuilder out = new StringBuilder("lines(");
    for (int from = 0; from == 0 || from < joined.length(); from += MOST) {
      String part = joined.substring(from, Math.min(joined.length(), from + MOST));
      out.append(from == 0 ? "" : ", ").append(quoted(part));
    }
    return out.append(')').toString();
  }

  static String number(double value) {
    return Double.toString(value);
  }
}
