package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.pipeline.source.GeneratedSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The options of `train` about the data.
public final class DataOptions {

  private static final PlanOptions OPTIONS = new PlanOptions(byKind());

  @Mixin private ColumnOptions columns;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      description = "The generated set without DATA: ${COMPLETION-CANDIDATES}. Default: spirals.")
  private @Nullable GeneratedSet set;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Samples of a generated set. Default: as many as show it well.")
  private @Nullable Integer samples;

  @Option(
      names = "--noise",
      paramLabel = "SD",
      description = "Standard deviation of a generated set's noise. Default: its own.")
  private @Nullable Double noise;

  @Option(
      names = "--validation",
      paramLabel = "PART",
      description =
          "The part of the samples that is held out. Default: " + SettingsPlan.VALIDATION + ".")
  private @Nullable Double validation;

  private static Map<String, List<PlanOption<?>>> byKind() {
    Map<String, List<PlanOption<?>>> options = new LinkedHashMap<>();
    DataKind.ALL.forEach(kind -> options.put(kind.title(), kind.options()));
    return options;
  }

  /// Gives the options of the kinds of data to a command, as the mixin `kinds`.
  public static void addTo(CommandSpec command) {
    CommandSpec mixin = CommandSpec.create();
    OPTIONS.addTo(mixin, false);
    command.addMixin("kinds", mixin);
  }

  /// What was said with the options of the kinds of data.
  static Map<String, String> values(ParseResult parsed) {
    Map<String, String> values = OPTIONS.values(parsed);
    // Such as --time 5m, which limits a search.
    values.values().removeIf(text -> SearchTime.time(text).isPresent());
    return values;
  }

  /// The part that is held out.
  ///
  /// @throws MisuseException if it is not between 0 and 1
  double validation() {
    double part = validation == null ? SettingsPlan.VALIDATION : validation;
    if (!(part > 0 && part < 1)) {
      throw new MisuseException(
          "--validation is %s but must be above 0 and below 1; 0.2 is usual".formatted(part));
    }
    return part;
  }

  /// Checks what can be checked without the data.
  ///
  /// @throws MisuseException naming the option, its value and its range
  void requireRanges() {
    validation();
    columns.requireReadable();
  }

  /// Where the samples come from.
  ///
  /// @param data the argument of the command
  /// @param parsed the options
  /// @throws MisuseException if the options do not fit together
  DataSource source(@Nullable Path data, ParseResult parsed) {
    if (data == null) {
      return generated(columns.plan(parsed));
    }
    if (set != null || samples != null || noise != null) {
      throw new MisuseException(
          "--set, --samples and --noise are for generated data; leave them out with %s"
              .formatted(data));
    }
    if (isNameOfSet(data)) {
      throw new MisuseException(
          "there is no %1$s; the generated set is --set %1$s".formatted(data));
    }
    try {
      return DataKind.source(data, columns.plan(parsed));
    } catch (DataException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isNameOfSet(Path data) {
    return !Files.exists(data)
        && Stream.of(GeneratedSet.values())
            .anyMatch(known -> known.toString().equals(data.toString()));
  }

  private DataSource generated(DataPlan plan) {
    if (columns.target().isPresent()) {
      throw new MisuseException(
          "--target needs a CSV file: adjoint train FILE --target %s"
              .formatted(columns.target().get()));
    }
    GeneratedSet chosen = set == null ? GeneratedSet.SPIRALS : set;
    GeneratedSamples source =
        new GeneratedSamples(
            chosen,
            samples == null ? chosen.count() : samples,
            noise == null ? chosen.noise() : noise);
    try {
      plan.requireNothing("generated data");
    } catch (DataException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
    return source;
  }
}
