package dev.adjoint.bench.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a measured process and the one that measures say to each other, line by line, so that any
/// library in any language can take part.
///
/// The process gets a workload and a number of threads as arguments and answers with lines that
/// begin with `@@ `:
///
/// ```
/// metric first_step ms 812         once, after the first step
/// metric warm_up ms 2300           when training had reached nine tenths of its final speed
/// ref W2 losses 2.30 2.16 1.99     the losses before the first three updates (W7: the logits)
/// check … decreased                free text; NOT_DECREASED or WRONG tell a mistake
/// ready                            warmed up; from now on, for each line `go`:
/// metric train samples/s 31000       what was measured
/// done                               and that this was all
/// skip                             instead, where it does not do the workload
/// error TEXT                       instead, where it cannot
/// ```
final class Protocol {

  static final String MARK = "@@ ";

  private final PrintStream out;
  private final BufferedReader in;

  private Protocol(PrintStream out, BufferedReader in) {
    this.out = out;
    this.in = in;
  }

  /// Over standard input and output. From now on everything else is printed to standard error.
  static Protocol standard() {
    Protocol protocol =
        new Protocol(
            System.out,
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    System.setOut(System.err);
    return protocol;
  }

  void say(String format, Object... values) {
    out.println(MARK + String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /// Runs `repeat` for each `go`.
  void serve(Runnable repeat) throws IOException {
    say("ready");
    String line = in.readLine();
    while (line != null && !line.equals("quit")) {
      if (line.equals("go")) {
        repeat.run();
        say("done");
      }
      line = in.readLine();
    }
  }
}
