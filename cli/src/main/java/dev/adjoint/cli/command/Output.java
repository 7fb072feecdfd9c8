package dev.adjoint.cli.command;

import dev.adjoint.pipeline.folder.JsonText;
import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine.Option;

/// Where a command prints: answers on standard output; with `--json` as one JSON value, and
/// everything else on standard error.
public final class Output {

  @Option(names = "--json", description = "Prints the result as JSON.")
  private boolean json;

  /// Whether the answer is printed as JSON.
  public boolean isJson() {
    return json;
  }

  /// Prints a line for people.
  public void line(String text) {
    people().println(text);
  }

  /// Prints a line for people.
  public void line(String format, Object... arguments) {
    line(format.formatted(arguments));
  }

  /// The stream for people: with `--json` standard error.
  public PrintStream people() {
    return json ? System.err : System.out;
  }

  /// A stream for a long answer on standard output. It throws a [CommandException] as soon as a
  /// write fails, so that no work is done for a reader that has gone.
  public OutputStream stream() {
    return StandardOutput.checked(System.out);
  }

  /// Prints a warning on standard error.
  public void warn(String text) {
    System.err.println(text);
  }

  /// Prints the answer as JSON, if `--json` was given.
  public void answer(Map<String, ?> value) {
    if (json) {
      System.out.print(JsonText.of(value));
      StandardOutput.requireWritten();
    }
  }

  /// Whether people watch a terminal, on which a line can be written over.
  public boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
  }
}
