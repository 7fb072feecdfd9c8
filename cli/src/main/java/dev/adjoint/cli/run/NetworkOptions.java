package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.data.Spelling;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.EnsembleOfNetworks;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options of `train` about the network: `--model`, and those that the kinds of networks have.
public final class NetworkOptions {

  private static final String MODEL = "--model";
  private static final String START = "--start-from";
  private static final String FREEZE = "--freeze";

  private static final String ENSEMBLE = "--ensemble";

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
                "The kind of network: %s; or a file that lists its layers, such as net.json (adjoint train --model-schema prints what it may say); or the name of a declared class. Default: the usual one for the data."
                    .formatted(String.join(", ", ArchitectureKind.names())))
            .build());
    mixin.addOption(
        OptionSpec.builder(START)
            .paramLabel("FILE")
            .type(Path.class)
            .description(
                "Weights of another training of the same network to start from: safetensors, or a"
                    + " state dict of PyTorch. The last layer starts from new weights.")
            .build());
    mixin.addOption(
        OptionSpec.builder(FREEZE)
            .paramLabel("PATTERN")
            .type(String.class)
            .description(
                "Parameters of --start-from that stay as they are, such as conv1.*,layer[12].*")
            .build());
    mixin.addOption(
        OptionSpec.builder(ENSEMBLE)
            .paramLabel("K")
            .type(Integer.class)
            .description(
                "How many networks of different initial weights are trained whose answers are averaged, 1 … %d: better answers for that many times the work. Default: 1."
                    .formatted(EnsembleOfNetworks.MOST))
            .build());
    OPTIONS.addTo(mixin, true);
    command.addMixin("network", mixin);
  }

  /// The names of the options of all kinds, such as `--layers`.
  static Set<String> names() {
    return OPTIONS.names();
  }

  /// The options of the network.
  ///
  /// @throws MisuseException naming the option, its value and its range
  static NetworkPlan plan(ParseResult parsed) {
    NetworkPlan plan = NetworkPlan.FREE;
    if (parsed.hasMatchedOption(MODEL)) {
      plan = plan.withModel(model(parsed.matchedOptionValue(MODEL, "")));
    }
    if (parsed.hasMatchedOption(START)) {
      plan = plan.withStart(parsed.matchedOptionValue(START, Path.of("")));
    }
    if (parsed.hasMatchedOption(FREEZE)) {
      if (plan.startFrom().isEmpty()) {
        throw new MisuseException(
            "--freeze keeps weights of another training, but there is no --start-from; name their"
                + " file, or leave out --freeze");
      }
      plan = plan.withFreeze(parsed.matchedOptionValue(FREEZE, ""));
    }
    if (parsed.hasMatchedOption(ENSEMBLE)) {
      int networks = parsed.matchedOptionValue(ENSEMBLE, 1);
      if (networks < 1 || networks > EnsembleOfNetworks.MOST) {
        throw new MisuseException(
            "--ensemble is %d but must be a whole number of 1 … %d; 5 is usual"
                .formatted(networks, EnsembleOfNetworks.MOST));
      }
      plan = plan.withEnsemble(networks);
    }
    for (Map.Entry<String, String> value : OPTIONS.values(parsed).entrySet()) {
      plan = plan.with(value.getKey(), value.getValue());
    }
    return plan;
  }

  private static String model(String name) {
    boolean isNamed = ArchitectureKind.names().contains(name);
    if (!isNamed && name.indexOf('.') < 0) {
      throw new MisuseException(
          "--model: there is no '%s'; %s"
              .formatted(name, Spelling.suggest(name, ArchitectureKind.names())));
    }
    return name;
  }
}
