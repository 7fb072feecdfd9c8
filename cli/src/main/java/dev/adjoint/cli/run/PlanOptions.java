package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.settings.PlanOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that kinds of networks or kinds of data have, as options of a command.
///
/// @param byKind the options of each kind by its name; options of the same name are the same
record PlanOptions(Map<String, List<PlanOption<?>>> byKind) {

  /// Gives the options to a command or a mixin.
  ///
  /// @param command what gets them
  /// @param isForAll whether an option that every kind has needs no list of the kinds
  void addTo(CommandSpec command, boolean isForAll) {
    for (PlanOption<?> option : all().values()) {
      List<String> kinds = having(option);
      boolean isListed = !isForAll || kinds.size() < byKind.size();
      command.addOption(
          OptionSpec.builder(flag(option))
              .paramLabel(option.placeholder())
              .type(String.class)
              .description(
                  option.description().replace("%", "%%")
                      + (isListed ? " For %s.".formatted(String.join(", ", kinds)) : ""))
              .build());
    }
  }

  /// The names of all options, with their dashes.
  Set<String> names() {
    return all().values().stream().map(PlanOptions::flag).collect(Collectors.toSet());
  }

  /// The texts that were given, by the names of the options, each readable and in its range.
  ///
  /// @throws MisuseException naming the option, its value and its range
  Map<String, String> values(ParseResult parsed) {
    Map<String, String> values = new LinkedHashMap<>();
    for (PlanOption<?> option : all().values()) {
      if (parsed.hasMatchedOption(flag(option))) {
        String text = parsed.matchedOptionValue(flag(option), "");
        try {
          option.read(text);
        } catch (DataException e) {
          throw new MisuseException("--" + e.getMessage());
        }
        values.put(option.name(), text);
      }
    }
    return values;
  }

  private Map<String, PlanOption<?>> all() {
    Map<String, PlanOption<?>> all = new LinkedHashMap<>();
    byKind
        .values()
        .forEach(options -> options.forEach(option -> all.putIfAbsent(option.name(), option)));
    return all;
  }

  private List<String> having(PlanOption<?> option) {
    return byKind.entrySet().stream()
        .filter(
            kind -> kind.getValue().stream().anyMatch(known -> known.name().equals(option.name())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static String flag(PlanOption<?> option) {
    return "--" + option.name();
  }
}
