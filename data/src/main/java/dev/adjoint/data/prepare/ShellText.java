package dev.adjoint.data.prepare;

/// Text as it must appear on the command line of a POSIX shell.
public final class ShellText {

  private ShellText() {}

  /// A word that the shell gives to a program as it is.
  ///
  /// @param text any text
  /// @return the text itself where no character is special, else the text between single quotes
  public static String quoted(String text) {
    if (text.matches("[\\p{L}\\p{N}_./:=@%+,-]+")) {
      return text;
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
