package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The choices of the user about the network; the rest is found from the data.
///
/// @param model the name of an [ArchitectureKind], or empty for the usual one of the data
/// @param values the texts of [PlanOption]s by name
/// @param startFrom a file of weights that the network starts from
/// @param freeze which of its parameters training does not change, see [StartingWeights]
/// @param ensemble how many networks are trained whose answers are averaged, 1 … 100
public record NetworkPlan(
    Optional<String> model,
    Map<String, String> values,
    Optional<Path> startFrom,
    Optional<String> freeze,
    int ensemble) {

  /// Nothing is fixed.
  public static final NetworkPlan FREE =
      new NetworkPlan(Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), 1);

  /// Keeps the order of the options.
  public NetworkPlan {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// The same with this kind of network.
  ///
  /// @param name the name of an [ArchitectureKind], such as `perceptron`
  @CheckReturnValue
  public NetworkPlan withModel(String name) {
    return new NetworkPlan(Optional.of(name), values, startFrom, freeze, ensemble);
  }

  /// The same with this value of an option, as it would appear on the command line.
  ///
  /// @param name the name of a [PlanOption] of the model
  /// @param text its value
  @CheckReturnValue
  public NetworkPlan with(String name, String text) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.put(name, text);
    return new NetworkPlan(model, all, startFrom, freeze, ensemble);
  }

  /// The same with hidden layers of these widths; none for a linear model.
  @CheckReturnValue
  public NetworkPlan withHidden(List<Integer> widths) {
    String text = widths.stream().map(String::valueOf).collect(Collectors.joining(","));
    return with(PlanOption.LAYERS.name(), widths.isEmpty() ? "0" : text);
  }

  /// The same with this activation after each hidden layer.
  @CheckReturnValue
  public NetworkPlan withActivation(Activation function) {
    return with(PlanOption.ACTIVATION.name(), function.toString());
  }

  /// The same with this probability of dropout, in [0, 1).
  @CheckReturnValue
  public NetworkPlan withDropout(double probability) {
    return with(PlanOption.DROPOUT.name(), Double.toString(probability));
  }

  /// The same, starting from the weights in a file.
  @CheckReturnValue
  public NetworkPlan withStart(Path file) {
    return new NetworkPlan(model, values, Optional.of(file), freeze, ensemble);
  }

  /// The same with frozen parameters.
  ///
  /// @param patterns see [StartingWeights]
  @CheckReturnValue
  public NetworkPlan withFreeze(String patterns) {
    return new NetworkPlan(model, values, startFrom, Optional.of(patterns), ensemble);
  }

  /// The same with an ensemble of so many networks; 1 is one network.
  ///
  /// @param networks 1 … 100
  /// @throws DataException when the number is out of its range
  @CheckReturnValue
  public NetworkPlan withEnsemble(int networks) {
    if (networks < 1 || networks > EnsembleOfNetworks.MOST) {
      throw new DataException(
          "network: ensemble is %d but must be a whole number of 1 … %d; 5 is usual"
              .formatted(networks, EnsembleOfNetworks.MOST));
    }
    return new NetworkPlan(model, values, startFrom, freeze, networks);
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

  /// The value of an option, if the user gave one.
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

  /// The architecture, from the choices of the user and the data.
  ///
  /// @param usual the name of the usual kind for the data
  /// @param form what one sample is
  /// @param target what is predicted
  /// @throws DataException when there is no such kind, it cannot read such samples, it has no such
  ///   option, a value is out of its range, or an ensemble of such networks cannot be made
  public Architecture architecture(String usual, InputForm form, Target target) {
    Architecture one = architecture(usual, form, target.outputs());
    if (ensemble == 1) {
      return one;
    }
    if (startFrom.isPresent()) {
      throw new DataException(
          "network: --start-from gives all networks of an ensemble the same weights, so they would hardly differ; leave out --ensemble or --start-from");
    }
    if (target instanceof NumbersTarget || target instanceof LabelsTarget) {
      throw new DataException(
          "network: an ensemble answers with one class or one number, but there are %d targets; leave out --ensemble"
              .formatted(target.outputs()));
    }
    if (target instanceof ForecastTarget) {
      throw new DataException(
          "network: an ensemble of forecasts has no bands that could be calibrated; leave out --ensemble");
    }
    boolean isClass = target.task() == Task.CLASSIFICATION;
    return new EnsembleOfNetworks(
        one, ensemble, isClass ? Ensemble.Answers.CLASSES : Ensemble.Answers.NUMBERS);
  }

  /// The architecture of one network, see the other form.
  ///
  /// @param outputs the number of outputs: the number of classes, or 1 for a number
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
