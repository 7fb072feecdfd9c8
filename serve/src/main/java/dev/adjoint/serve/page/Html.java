package dev.adjoint.serve.page;

/// Text in HTML.
final class Html {

  private Html() {}

  /// A text with all HTML characters escaped, also within double quotes.
  static String escaped(Object text) {
    return String.valueOf(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
