package dev.adjoint.cli.run;

import dev.adjoint.data.Task;
import dev.adjoint.pipeline.source.DataPlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The options of `train` and `look` about a file: how it is written, and what its columns are.
final class ColumnOptions {

  @Mixin private ReadingOptions reading;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "The column to predict; several with commas between them are all numbers, or labels of"
              + " two values each. train needs it for a table; look guesses it.")
  private @Nullable String target;

  @Option(
      names = "--drop",
      paramLabel = "COLUMN",
      description = "Columns that are not used, with commas between them; or repeat the option.")
  private List<String> drop = List.of();

  @Option(
      names = "--categories",
      paramLabel = "COLUMN",
      description = "Columns of numbers that are categories, such as postal codes.")
  private List<String> categories = List.of();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "${COMPLETION-CANDIDATES}. Default: found from the target.")
  private @Nullable Task task;

  /// The column to predict, if it was named.
  Optional<String> target() {
    return Optional.ofNullable(target);
  }

  /// Checks the options about how the file is written.
  void requireReadable() {
    Objects.requireNonNull(reading.options());
  }

  /// What was said about the data.
  ///
  /// @param parsed holds the options of the kinds of data
  DataPlan plan(ParseResult parsed) {
    return new DataPlan(
        target(),
        new LinkedHashSet<>(drop),
        new LinkedHashSet<>(categories),
        Optional.ofNullable(task),
        reading.options(),
        DataOptions.values(parsed));
  }
}
