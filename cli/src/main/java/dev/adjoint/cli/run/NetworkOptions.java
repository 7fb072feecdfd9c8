package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.NetworkOption;
import dev.adjoint.pipeline.network.NetworkPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options of `train` about the network: `--model`, and those that the kinds of networks have.
public final class NetworkOptions {

  private static final String MODEL = "--model";

  private NetworkOptions() {}

  /// Gives the options to a command, as the mixin `network`.
  public static void addTo(CommandSpec command) {
    CommandSpec mixin = CommandSpec.create();
    mixin.addOption(
        OptionSpec.builder(MODEL)
            .paramLabel("NAME")
            .type(String.class)
            .description(
                "The kind of network: %s. Default: the usual one for the data."
                    .formatted(String.join(", ", ArchitectureKind.names())))
            .build());
    options()
        .values()
        .forEach(option ->
            mixin.addOption(
                OptionSpec.builder(flag(option))
                    .paramLabel(option.placeholder())
                    .type(String.class)
                    .description(escaped(option.description()) + models(option))
                    .build()));
    command.addMixin("network", mixin);
  }

  /// The options of all kinds by name; those of the same name are the same.
  private static Map<String, NetworkOption<?>> options() {
    Map<String, NetworkOption<?>> options = new LinkedHashMap<>();
    ArchitectureKind.ALL.forEach(
        kind -> kind.options().forEach(option -> options.putIfAbsent(option.name(), option)));
    return options;
  }

  /// Which models have an option, where not all have it.
  private static String models(NetworkOption<?> option) {
    List<String> names =
        ArchitectureKind.ALL.stream()
            .filter(kind ->
                kind.options().stream().anyMatch(known -> known.name().equals(option.name())))
            .map(ArchitectureKind::name)
            .toList();
    return names.size() == ArchitectureKind.ALL.size()
        ? ""
        : " For " + names.stream().collect(Collectors.joining(", ")) + ".";
  }

  private static String flag(NetworkOption<?> option) {
    return "--" + option.name();
  }

  private static String escaped(String description) {
    return description.replace("%", "%%");
  }

  /// What was said about the network.
  ///
  /// @throws MisuseException naming the option, its value and its range
  static NetworkPlan plan(ParseResult parsed) {
    NetworkPlan plan = NetworkPlan.FREE;
    if (parsed.hasMatchedOption(MODEL)) {
      plan = plan.withModel(model(parsed.matchedOptionValue(MODEL, "")));
    }
    for (NetworkOption<?> option : options().values()) {
      if (parsed.hasMatchedOption(flag(option))) {
        String text = parsed.matchedOptionValue(flag(option), "");
        try {
          option.read(text);
        } catch (DataException e) {
          throw new MisuseException("--" + e.getMessage());
        }
        plan = plan.with(option.name(), text);
      }
    }
    return plan;
  }

  private static String model(String name) {
    if (!ArchitectureKind.names().contains(name)) {
      throw new MisuseException(
          "--model: there is no '%s'; %s"
              .formatted(name, Spelling.suggest(name, ArchitectureKind.names())));
    }
    return name;
  }
}
