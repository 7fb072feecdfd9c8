package dev.adjoint.train;

import dev.adjoint.data.SeededRandom;
import dev.adjoint.formats.Safetensors;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Everything that changes in a training loop of your own. It is saved and loaded in one line, and
/// the resumed loop ends with the same bits.
///
/// ```java
/// TrainingState state = TrainingState.of(model, optimizer).with("dropout", random);
/// state.save(file, new Progress(epoch, batch, step));
/// …
/// Progress progress = state.load(file);
/// ```
///
/// The file has the weights and buffers, the state of the optimizer with its number of steps (on
/// which schedules depend), the progress of the run, and the state of each [SeededRandom].
/// Generators made by [dev.adjoint.data.RandomStream] for the number of a step need no state.
public final class TrainingState {

  private static final String FORMAT = "adjoint training state 1";
  private static final String RANDOM = "random ";

  private final Parameters parameters;
  private final Optimizer optimizer;
  private final Map<String, SeededRandom> generators;

  private TrainingState(
      Parameters parameters, Optimizer optimizer, Map<String, SeededRandom> generators) {
    this.parameters = parameters;
    this.optimizer = optimizer;
    this.generators = generators;
  }

  /// The state of a model and its optimizer.
  public static TrainingState of(Object model, Optimizer optimizer) {
    TrainArguments.required("the model", model, "give a layer or a record of layers");
    TrainArguments.required("the optimizer", optimizer, "give Optimizer.of(model, rule)");
    Parameters parameters = Parameters.of(model);
    TrainerChecks.requireOwn(optimizer, parameters);
    return new TrainingState(parameters, optimizer, Map.of());
  }

  /// The same with the state of a random generator under this name.
  @CheckReturnValue
  public TrainingState with(String name, SeededRandom generator) {
    TrainArguments.required("the name of the generator", name, "give one, such as dropout");
    TrainArguments.required("the generator", generator, "give new SeededRandom(seed)");
    Map<String, SeededRandom> more = new LinkedHashMap<>(generators);
    if (more.put(name, generator) != null) {
      throw new IllegalArgumentException(
          "train: two generators have the name '%s'; give each its own name".formatted(name));
    }
    return new TrainingState(parameters, optimizer, Collections.unmodifiableMap(more));
  }

  /// Writes the present state to a file. An older file is replaced atomically.
  ///
  /// @param progress the next step of the loop
  public void save(Path file, Progress progress) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", FORMAT);
    texts.put("epoch", Integer.toString(progress.epoch()));
    texts.put("batch", Integer.toString(progress.batch()));
    texts.put("step", Long.toString(progress.step()));
    texts.put("optimizer steps", Long.toString(optimizer.steps()));
    texts.put("optimizer rules", Fingerprint.text(optimizer.rules()));
    generators.forEach(
        (name, generator) -> texts.put(RANDOM + name, Long.toString(generator.state())));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    StateParts.put(tensors, StateParts.MODEL, parameters.stateDict());
    StateParts.put(tensors, StateParts.OPTIMIZER, optimizer.stateDict());
    new Safetensors(tensors, texts).write(file);
  }

  /// Restores the state in a file, after checking everything in it.
  ///
  /// @return the saved progress
  /// @throws IOException if the file cannot be read, is damaged, or is not a training state
  /// @throws IllegalArgumentException naming everything that does not fit the model, the optimizer
  ///   or the generators; nothing is changed then
  public Progress load(Path file) throws IOException {
    Safetensors stored = Safetensors.read(file);
    StateText text = new StateText(file, "training state", stored.metadata());
    text.requireFormat(FORMAT, "give a file that TrainingState.save wrote");
    Progress progress = text.progress();
    long steps = text.number("optimizer steps", Long::valueOf);
    String rules = text.text("optimizer rules");
    String present = Fingerprint.text(optimizer.rules());
    if (!rules.equals(present)) {
      throw new IllegalArgumentException(
          "load: the training state was saved with the optimizer %s but it is now %s; use the same one"
              .formatted(rules, present));
    }
    Map<String, Long> states = text.generators(RANDOM);
    if (!states.keySet().equals(generators.keySet())) {
      throw new IllegalArgumentException(
          "load: the training state has the random generators %s but there are now %s; use the same names"
              .formatted(new TreeSet<>(states.keySet()), new TreeSet<>(generators.keySet())));
    }
    load(
        parameters,
        StateParts.get(stored, StateParts.MODEL),
        optimizer,
        StateParts.get(stored, StateParts.OPTIMIZER),
        steps);
    generators.forEach((name, generator) -> generator.restore(states.getOrDefault(name, 0L)));
    return progress;
  }

  /// Loads both the weights and the optimizer's state; if one does not fit, loads neither.
  static void load(
      Parameters parameters,
      Map<String, Tensor> weights,
      Optimizer optimizer,
      Map<String, Tensor> optimizerState,
      long steps) {
    Map<String, Tensor> before = parameters.stateDict();
    parameters.loadStateDict(weights);
    try {
      optimizer.loadStateDict(optimizerState, steps);
    } catch (IllegalArgumentException e) {
      parameters.loadStateDict(before);
      throw e;
    }
  }

  @Override
  public String toString() {
    return "TrainingState(%d parameters, %s, generators %s)"
        .formatted(parameters.count(), optimizer, List.copyOf(generators.keySet()));
  }
}
