package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.data.Spelling;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.PlanOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options of `train` about the network: `--model`, and those that the kinds of networks have.
public final class NetworkOptions {

  private static final String MODEL = "--model";

  private static final PlanOptions OPTIONS = new PlanOptions(byKind());

  private NetworkOptions() {}

  private static Map<String, List<PlanOption<?>>> byKind() {
    Map<String, List<PlanOption<?>>> options = new LinkedHashMap<>();
    ArchitectureKind.ALL.forEach(kind -> options.put(kind.name(), kind.options()));
    return options;
  }

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
    OPTIONS.addTo(mixin, true);
    command.addMixin("network", mixin);
  }

  /// The options of the network.
  ///
  /// @throws MisuseException naming the option, its value and its range
  static NetworkPlan plan(ParseResult parsed) {
    NetworkPlan plan = NetworkPlan.FREE;
    if (parsed.hasMatchedOption(MODEL)) {
      plan = plan.withModel(model(parsed.matchedOptionValue(MODEL, "")));
    }
    for (Map.Entry<String, String> value : OPTIONS.values(parsed).entrySet()) {
      plan = plan.with(value.getKey(), value.getValue());
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
