package dev.adjoint.cli.data;

import dev.adjoint.cli.command.Output;
import dev.adjoint.data.fetch.FetchProgress;
import java.util.OptionalLong;

/// The progress of a fetch: on a terminal one line that is rewritten, elsewhere one line at the
/// start.
final class ProgressLine implements FetchProgress {
  private static final int MEGABYTE = 1_000_000;

  private final Output output;
  private final String name;
  private long next;
  private boolean shown;

  ProgressLine(Output output, String name) {
    this.output = output;
    this.name = name;
  }

  @Override
  public void arrived(long done, OptionalLong total) {
    if (output.isTerminal()) {
      if (done >= next) {
        String of = total.isEmpty() ? "" : " of " + size(total.getAsLong());
        output.people().printf("\r%s: %s%s ", name, size(done), of);
        output.people().flush();
        next = done + MEGABYTE;
        shown = true;
      }
    } else if (!shown) {
      output.line(
          "fetching %s%s", name, total.isEmpty() ? "" : " (%s)".formatted(size(total.getAsLong())));
      shown = true;
    }
  }

  /// A length in bytes, KB or MB.
  static String size(long bytes) {
    if (bytes < 1_000) {
      return "%d bytes".formatted(bytes);
    }
    return bytes < 1_000_000
        ? "%d KB".formatted(Math.ceilDiv(bytes, 1_000))
        : "%,.1f MB".formatted(bytes / 1e6);
  }

  /// Removes the line from the terminal.
  void clear() {
    if (shown && output.isTerminal()) {
      output.people().print("\r" + " ".repeat(name.length() + 32) + "\r");
      output.people().flush();
    }
  }
}
