package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.ReadOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `train`, `predict` and `evaluate` about how a CSV file is written. What they
/// leave out is found from the file.
final class ReadingOptions {

  @Option(
      names = "--delimiter",
      paramLabel = "MARK",
      description = "What separates two cells: a character, or tab. Default: found from the file.")
  private @Nullable String delimiter;

  @Option(
      names = "--decimal",
      paramLabel = "MARK",
      description = "The decimal mark: . or a comma. Default: found from the file.")
  private @Nullable String decimal;

  @Option(
      names = "--thousands",
      paramLabel = "MARK",
      description = "The mark between groups of three digits. Default: found from the file.")
  private @Nullable String thousands;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "Such as UTF-8, windows-1252, GB18030. Default: found from the file.")
  private @Nullable String encoding;

  @Option(
      names = "--missing",
      split = ",",
      paramLabel = "TEXT",
      description = "More texts that mean a missing value, such as -999.")
  private List<String> missing = List.of();

  @Option(
      names = "--keep-na",
      description = "NA, N/A, #N/A, null and ? are values; only empty cells are missing.")
  private boolean keepNa;

  /// The options that were given.
  ///
  /// @throws MisuseException if a mark is not one character or the encoding is unknown
  ReadOptions options() {
    try {
      return new ReadOptions(
          mark("--delimiter", delimiter),
          mark("--decimal", decimal),
          mark("--thousands", thousands),
          Optional.ofNullable(encoding),
          missing,
          keepNa,
          Optional.empty());
    } catch (DataException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Character> mark(String option, @Nullable String text) {
    return Optional.ofNullable(text).map(mark -> ReadOptions.mark(option, mark));
  }
}
