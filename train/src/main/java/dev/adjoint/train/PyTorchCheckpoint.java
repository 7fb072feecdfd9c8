package dev.adjoint.train;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.pytorch.PyTorchFile;
import dev.adjoint.formats.pytorch.PyTorchValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.TensorValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.pytorch.PyTorchValue.Whole;
import dev.adjoint.formats.pytorch.PyTorchWriter;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model with its optimizer in a checkpoint of PyTorch, so that training begun here continues
/// there and the other way round.
///
/// ```java
/// PyTorchCheckpoint.save(model, optimizer, 3, Path.of("checkpoint.pt"));
/// long epoch = PyTorchCheckpoint.load(model, optimizer, Path.of("checkpoint.pt"));
/// ```
///
/// In Python:
///
/// ```python
/// checkpoint = torch.load("checkpoint.pt", weights_only=True)
/// model.load_state_dict(checkpoint["model_state_dict"])
/// optimizer.load_state_dict(checkpoint["optimizer_state_dict"])
/// ```
///
/// Optimizers are SGD, Adam and AdamW, also with rules for some parameters, which are parameter
/// groups in PyTorch. PyTorch numbers parameters: here they have the order of the file's state
/// dict, so a model must have its parts in the same order in both languages. Schedules are not
/// stored; the rate of the next step is.
public final class PyTorchCheckpoint {

  private static final String EPOCH = "epoch";
  private static final String STEP = "step";
  private static final String MODEL = "model_state_dict";
  private static final String OPTIMIZER = "optimizer_state_dict";

  /// Under which keys people keep the state of the optimizer.
  private static final List<String> OPTIMIZERS =
      List.of(OPTIMIZER, "optimizer", "optim", "optimizer_state");

  private PyTorchCheckpoint() {}

  /// Writes the weights and the optimizer's state of this moment, replacing an older file as a
  /// whole.
  ///
  /// @param epoch the number of finished epochs, under the key `epoch`
  /// @throws IllegalArgumentException if PyTorch has no such update rule
  public static void save(Object model, Optimizer optimizer, long epoch, Path file)
      throws IOException {
    TrainArguments.required("the model", model, "give a layer or a record of layers");
    TrainArguments.required("the optimizer", optimizer, "give Optimizer.of(model, rule)");
    Parameters parameters = Parameters.of(model);
    TrainerChecks.requireOwn(optimizer, parameters);
    Map<PyTorchValue, PyTorchValue> entries = new LinkedHashMap<>();
    entries.put(new Text(EPOCH), Whole.of(epoch));
    entries.put(new Text(STEP), Whole.of(optimizer.steps()));
    entries.put(new Text(MODEL), PyTorchWriter.dictionary(Weights.stored(parameters)));
    entries.put(new Text(OPTIMIZER), optimizerState(optimizer, parameters));
    PyTorchWriter.write(file, new Dictionary(entries));
  }

  private static Dictionary optimizerState(Optimizer optimizer, Parameters parameters) {
    List<List<String>> groups =
        groups(optimizer, List.copyOf(parameters.byName().keySet()), parameters);
    Map<String, Tensor> remembered = optimizer.stateDict();
    Map<PyTorchValue, PyTorchValue> states = new LinkedHashMap<>();
    List<PyTorchValue> written = new ArrayList<>();
    long number = 0;
    for (int group = 0; group < groups.size(); group++) {
      List<PyTorchValue> numbers = new ArrayList<>();
      for (String path : groups.get(group)) {
        Dictionary state = state(path, remembered);
        if (!state.entries().isEmpty()) {
          states.put(Whole.of(number), state);
        }
        numbers.add(Whole.of(number++));
      }
      UpdateRule rule = optimizer.updateRules().get(group);
      Map<PyTorchValue, PyTorchValue> numbersOfRule =
          new LinkedHashMap<>(PyTorchRule.of(rule).group(optimizer.steps() + 1));
      numbersOfRule.put(new Text("params"), Sequence.listOf(numbers));
      written.add(new Dictionary(numbersOfRule));
    }
    Map<PyTorchValue, PyTorchValue> entries = new LinkedHashMap<>();
    entries.put(new Text("state"), new Dictionary(states));
    entries.put(new Text("param_groups"), Sequence.listOf(written));
    return new Dictionary(entries);
  }

  /// The paths of each rule's parameters, in the order of `names`.
  private static List<List<String>> groups(
      Optimizer optimizer, List<String> names, Parameters parameters) {
    List<List<String>> groups = new ArrayList<>();
    optimizer.updateRules().forEach(_ -> groups.add(new ArrayList<>()));
    List<String> paths = List.copyOf(parameters.byName().keySet());
    int[] ruleOf = optimizer.ruleOfParameters();
    for (String name : names) {
      groups.get(ruleOf[paths.indexOf(name)]).add(name);
    }
    return groups;
  }

  private static Dictionary state(String path, Map<String, Tensor> remembered) {
    Map<PyTorchValue, PyTorchValue> state = new LinkedHashMap<>();
    remembered.forEach((key, tensor) -> {
      if (key.startsWith(path + "/")) {
        String name = key.substring(path.length() + 1);
        // PyTorch counts steps in F32.
        Tensor value = name.equals(STEP) ? Tensor.scalar((float) tensor.item()) : tensor;
        state.put(new Text(name), TensorValue.of(StoredTensor.of(value)));
      }
    });
    return new Dictionary(state);
  }

  /// Goes back to the weights and the optimizer's state in a file; trusts nothing in it.
  ///
  /// @return the number of finished epochs, 0 if the file does not tell it
  /// @throws IOException if the file cannot be read or has no state of an optimizer
  /// @throws IllegalArgumentException naming everything that does not fit the model or the
  ///   optimizer; then nothing has changed
  public static long load(Object model, Optimizer optimizer, Path file) throws IOException {
    TrainArguments.required("the model", model, "give a layer or a record of layers");
    TrainArguments.required("the optimizer", optimizer, "give Optimizer.of(model, rule)");
    Parameters parameters = Parameters.of(model);
    TrainerChecks.requireOwn(optimizer, parameters);
    try (PyTorchFile open = PyTorchFile.open(file)) {
      Map<String, Tensor> weights = new LinkedHashMap<>();
      for (Map.Entry<String, StoredTensor> entry : open.stateDict().entrySet()) {
        weights.put(entry.getKey(), entry.getValue().read());
      }
      List<String> order = new ArrayList<>(weights.keySet());
      order.retainAll(parameters.byName().keySet());
      Dictionary stored = stored(open);
      PyTorchOptimizerState state =
          PyTorchOptimizerState.read(file, stored, groups(optimizer, order, parameters));
      long steps = whole(open.root(), STEP, state.steps());
      state.requireRules(optimizer.updateRules(), steps + 1);
      TrainingState.load(parameters, weights, optimizer, state.tensors(), steps);
      return whole(open.root(), EPOCH, 0);
    }
  }

  private static Dictionary stored(PyTorchFile open) throws FormatException {
    if (open.root() instanceof Dictionary root) {
      for (String key : OPTIMIZERS) {
        if (root.get(key).orElse(null) instanceof Dictionary state) {
          return state;
        }
      }
    }
    throw new FormatException(
        open.path(),
        "there is no optimizer_state_dict in the file; load the weights alone with Weights.load");
  }

  private static long whole(PyTorchValue root, String key, long otherwise) {
    return root instanceof Dictionary entries
            && entries.get(key).orElse(null) instanceof Whole whole
            && whole.value().signum() >= 0
            && whole.value().bitLength() < Long.SIZE
        ? whole.value().longValue()
        : otherwise;
  }
}
