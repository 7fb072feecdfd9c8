package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/// How long `train` may search: `--search 5m`, or `--time 5m`, whose value is else the name of a
/// column of times.
final class SearchTime {

  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)([smh])");
  private static final String COLUMN_OF_TIMES = "--time";

  private SearchTime() {}

  /// The limit, if one was given.
  ///
  /// @param search the value of `--search`
  /// @throws MisuseException if it is no time, or was given twice
  static Optional<Duration> of(@Nullable String search, ParseResult parsed) {
    Optional<Duration> other =
        parsed.hasMatchedOption(COLUMN_OF_TIMES)
            ? time(parsed.matchedOptionValue(COLUMN_OF_TIMES, ""))
            : Optional.empty();
    if (search == null) {
      return other;
    }
    if (other.isPresent()) {
      throw new MisuseException("--search and --time both give a limit; leave out one of them");
    }
    return Optional.of(
        time(search)
            .orElseThrow(() ->
                new MisuseException(
                    "--search is '%s' but must be a time above 0, such as 90s, 5m or 1h"
                        .formatted(search))));
  }

  /// The time that a text gives; empty if it is none.
  static Optional<Duration> time(String text) {
    Matcher matcher = TIME.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double unit =
        switch (matcher.group(2)) {
          case "s" -> 1;
          case "m" -> 60;
          default -> 3600;
        };
    Duration time =
        Duration.ofMillis(Math.round(1000 * unit * Double.parseDouble(matcher.group(1))));
    return time.isPositive() ? Optional.of(time) : Optional.empty();
  }
}
