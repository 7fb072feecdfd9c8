package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Activation;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a person fixed about the network; the rest is found from the data.
///
/// @param model the name of an [ArchitectureKind], or empty for the usual one of the data
/// @param values the texts of [PlanOption]s by name
/// @param startFrom a file of weights that the network starts from
/// @param freeze which of its parameters training leaves as they are, see [StartingWeights]
public record NetworkPlan(
    Optional<String> model,
    Map<String, String> values,
    Optional<Path> startFrom,
    Optional<String> freeze) {

  /// Nothing is fixed.
  public static final NetworkPlan FREE =
      new NetworkPlan(Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

  /// Keeps the order of the options.
  public NetworkPlan {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The same with this kind of network.
  ///
  /// @param name the name of an [ArchitectureKind], such as `perceptron`
  public NetworkPlan withModel(String name) {
    return new NetworkPlan(Optional.of(name), values, startFrom, freeze);
  }

  /// The same with this value of an option, as it would stand on the command line.
  ///
  /// @param name the name of a [PlanOption] of the model
  /// @param text its value
  public NetworkPlan with(String name, String text) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put(name, text);
    return new NetworkPlan(model, all, startFrom, freeze);
  }

  /// The same with hidden layers of these widths; none for a linear model.
  public NetworkPlan withHidden(List<Integer> widths) {
    String text = widths.stream().map(String::valueOf).collect(Collectors.joining(","));
    return with(PlanOption.LAYERS.name(), widths.isEmpty() ? "0" : text);
  }

  /// The same with this activation after each hidden layer.
  public NetworkPlan withActivation(Activation function) {
    return with(PlanOption.ACTIVATION.name(), function.toString());
  }

  /// The same with this probability of dropout, in [0, 1).
  public NetworkPlan withDropout(double probability) {
    return with(PlanOption.DROPOUT.name(), Double.toString(probability));
  }

  /// The same, starting from the weights in a file.
  public NetworkPlan withStart(Path file) {
    return new NetworkPlan(model, values, Optional.of(file), freeze);
  }

  /// The same with frozen parameters.
  ///
  /// @param patterns see [StartingWeights]
  public NetworkPlan withFreeze(String patterns) {
    return new NetworkPlan(model, values, startFrom, Optional.of(patterns));
  }

  /// The weights that the network starts from, if there are some.
  ///
  /// @throws DataException when the file cannot be read, or parameters are to be frozen that start
  ///   at random
  public Optional<StartingWeights> start() {
    if (startFrom.isEmpty() && freeze.isPresent()) {
      throw new DataException(
          "network: --freeze keeps weights of another training, but there is no --start-from; name their file, or leave out --freeze");
    }
    return startFrom.map(file -> StartingWeights.of(file, freeze));
  }

  /// The value of an option, where a person gave one.
  ///
  /// @throws DataException when it cannot be read or is out of its range
  public <T> Optional<T> value(PlanOption<T> option) {
    try {
      return Optional.ofNullable(values.get(option.name())).map(option::read);
    } catch (DataException e) {
      throw new DataException("network: " + e.getMessage(), e);
    }
  }

  /// The kind of network.
  ///
  /// @param usual the name of the usual kind for the data
  /// @throws DataException when there is no kind of this name
  public ArchitectureKind kind(String usual) {
    return ArchitectureKind.named(model.orElse(usual));
  }

  /// The architecture: what was fixed, and for the rest what fits the data.
  ///
  /// @param usual the name of the usual kind for the data
  /// @param form what one sample is
  /// @param outputs the number of outputs: the number of classes, or 1 for a number
  /// @throws DataException when there is no such kind, it cannot read such samples, it has no such
  ///   option, or a value is out of its range
  public Architecture architecture(String usual, InputForm form, int outputs) {
    ArchitectureKind kind = kind(usual);
    if (!kind.accepts(form)) {
      throw new DataException(
          "network: the model %s reads %s but the data has %s; choose another with --model: %s"
              .formatted(
                  kind.name(),
                  kind.reads(),
                  form.describe(),
                  String.join(", ", ArchitectureKind.namesFor(form))));
    }
    requireKnown(kind);
    return kind.plan(form, outputs, this);
  }

  private void requireKnown(ArchitectureKind kind) {
    List<String> known = kind.options().stream().map(PlanOption::name).toList();
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new DataException(
            "network: the model %s has no option --%s; %s"
                .formatted(
                    kind.name(),
                    name,
                    known.isEmpty()
                        ? "it has none"
                        : "there are: "
                            + known.stream()
                                .map("--%s"::formatted)
                                .collect(Collectors.joining(", "))));
      }
    }
  }
}
