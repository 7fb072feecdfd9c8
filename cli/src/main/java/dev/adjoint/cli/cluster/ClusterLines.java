package dev.adjoint.cli.cluster;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Passes on what a training on a cluster says; of many rounds or epochs about twenty.
///
/// @param listener gets the lines
record ClusterLines(Consumer<String> listener) implements Consumer<String> {

  private static final int MOST_LINES = 20;
  private static final Pattern PROGRESS = Pattern.compile("(?:round|epoch) (\\d+) of (\\d+): .*");

  @Override
  public void accept(String line) {
    Matcher progress = PROGRESS.matcher(line);
    if (progress.matches()) {
      int number = Integer.parseInt(progress.group(1));
      int all = Integer.parseInt(progress.group(2));
      if (number != 1 && number != all && number % Math.max(1, all / MOST_LINES) != 0) {
        return;
      }
    }
    listener.accept(line);
  }
}
