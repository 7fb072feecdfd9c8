package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.nn.Activation;
import dev.adjoint.pipeline.settings.NetworkPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `train` about the network.
final class NetworkOptions {

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "WIDTH",
      description =
          "Widths of the hidden layers, such as 64,64; 0 for none. Default: found from the data.")
  private @Nullable List<Integer> layers;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "After each hidden layer: ${COMPLETION-CANDIDATES}. Default: ReLU.")
  private @Nullable Activation activation;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Probability of dropout after each activation. Default: 0.")
  private double dropout;

  /// Checks what can be checked before the data is read.
  ///
  /// @throws MisuseException naming the option, its value and its range
  void requireRanges() {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new MisuseException(
          "--dropout is %s but must be at least 0 and below 1; 0.5 is usual".formatted(dropout));
    }
    if (layers != null && !layers.equals(List.of(0)) && layers.stream().anyMatch(w -> w < 1)) {
      throw new MisuseException(
          "--layers are %s but each must be at least 1; a single 0 means no hidden layer"
              .formatted(layers));
    }
  }

  /// What was said about the network.
  NetworkPlan plan() {
    return new NetworkPlan(
        Optional.ofNullable(layers).map(widths -> widths.equals(List.of(0)) ? List.of() : widths),
        Optional.ofNullable(activation),
        dropout);
  }
}
