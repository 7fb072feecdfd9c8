package dev.adjoint.train;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.pytorch.PyTorchValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.None;
import dev.adjoint.formats.pytorch.PyTorchValue.Real;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.TensorValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.pytorch.PyTorchValue.Truth;
import dev.adjoint.formats.pytorch.PyTorchValue.Whole;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The state of an optimizer as PyTorch stores it, under the paths of our parameters.
///
/// @param tensors as [dev.adjoint.nn.optim.Optimizer#stateDict] has them
/// @param groups the hyperparameters of each parameter group
record PyTorchOptimizerState(Path file, Map<String, Tensor> tensors, List<Dictionary> groups) {

  private static final String STEP = "step";

  /// How far rates and other numbers may differ, relatively: PyTorch's schedules multiply step by
  /// step.
  private static final double CLOSE = 1e-6;

  /// Reads the tensors of a state.
  ///
  /// @param paths of the parameters of each group, in PyTorch's order
  static PyTorchOptimizerState read(Path file, Dictionary stored, List<List<String>> paths)
      throws IOException {
    if (!(stored.get("state").orElse(null) instanceof Dictionary states)
        || !(stored.get("param_groups").orElse(null) instanceof Sequence sequence)) {
      throw new FormatException(
          file,
          "the optimizer's state must have the entries state and param_groups; save optimizer.state_dict()");
    }
    List<Dictionary> groups = new ArrayList<>();
    Map<PyTorchValue, String> pathOf = new LinkedHashMap<>();
    List<Integer> sizes = new ArrayList<>();
    for (PyTorchValue item : sequence.items()) {
      if (!(item instanceof Dictionary group)
          || !(group.get("params").orElse(null) instanceof Sequence members)) {
        throw new FormatException(
            file, "a parameter group must have the entry params; save optimizer.state_dict()");
      }
      List<String> own = groups.size() < paths.size() ? paths.get(groups.size()) : List.of();
      for (int i = 0; i < members.items().size() && i < own.size(); i++) {
        pathOf.put(members.items().get(i), own.get(i));
      }
      sizes.add(members.items().size());
      groups.add(group);
    }
    List<Integer> ours = paths.stream().map(List::size).toList();
    if (!sizes.equals(ours)) {
      throw new IllegalArgumentException(
          "load: %s has parameter groups of %s parameters but the optimizer has %s; make the optimizer for the same parameters, with the same rules for some"
              .formatted(file, sizes, ours));
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<PyTorchValue, PyTorchValue> entry : states.entries().entrySet()) {
      String path = pathOf.get(entry.getKey());
      if (path == null || !(entry.getValue() instanceof Dictionary state)) {
        throw new FormatException(
            file,
            "the optimizer's state names a parameter that is in no group; save optimizer.state_dict()");
      }
      read(file, path, state, tensors);
    }
    return new PyTorchOptimizerState(file, tensors, groups);
  }

  private static void read(Path file, String path, Dictionary state, Map<String, Tensor> tensors)
      throws IOException {
    for (Map.Entry<PyTorchValue, PyTorchValue> entry : state.entries().entrySet()) {
      if (!(entry.getKey() instanceof Text name)) {
        throw new FormatException(
            file, "the optimizer's state of %s has an entry without a name".formatted(path));
      }
      String key = "%s/%s".formatted(path, name.text());
      switch (entry.getValue()) {
        case TensorValue tensor -> {
          Tensor read = tensor.tensor().named(key).read();
          tensors.put(
              key,
              name.text().equals(STEP) && read.shape().count() == 1 ? steps(read.item()) : read);
        }
        case Whole whole -> tensors.put(key, steps(whole.value().doubleValue()));
        case Real real -> tensors.put(key, steps(real.value()));
        case None _ -> {} // A momentum before the first step.
        default ->
            throw new FormatException(
                file, "the optimizer's state %s is neither a tensor nor a number".formatted(key));
      }
    }
  }

  /// A number of steps as our optimizers store it; what is not a whole number is refused there.
  private static Tensor steps(double count) {
    return count == Math.rint(count) && Math.abs(count) < 1L << 53
        ? Tensor.scalar((long) count)
        : Tensor.scalar(count);
  }

  /// The largest number of steps of a parameter, 0 if the rule counts none.
  long steps() {
    double most = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      if (entry.getKey().endsWith("/" + STEP)) {
        most = Math.max(most, entry.getValue().item());
      }
    }
    return (long) most;
  }

  /// Compares the hyperparameters with those of the rules: others would train on in another way.
  ///
  /// @param step of which the rates are compared
  /// @throws IllegalArgumentException naming everything that differs
  void requireRules(List<UpdateRule> rules, long step) {
    List<String> problems = new ArrayList<>();
    for (int group = 0; group < rules.size(); group++) {
      PyTorchRule rule = PyTorchRule.of(rules.get(group));
      Map<String, PyTorchValue> expected = new LinkedHashMap<>(rule.numbers());
      expected.put(PyTorchRule.RATE, new Real(rule.rate().at(step)));
      Dictionary given = groups.get(group);
      expected.forEach((name, value) -> {
        PyTorchValue other = given.get(name).orElse(new None());
        if (!isClose(value, other)) {
          problems.add("%s is %s there but %s here".formatted(name, text(other), text(value)));
        }
      });
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "load: %s was saved with another optimizer: %s; make the optimizer with the numbers of the file"
              .formatted(file, String.join("; ", problems)));
    }
  }

  private static boolean isClose(PyTorchValue a, PyTorchValue b) {
    if (a instanceof Sequence left && b instanceof Sequence right) {
      boolean close = left.items().size() == right.items().size();
      for (int i = 0; close && i < left.items().size(); i++) {
        close = isClose(left.items().get(i), right.items().get(i));
      }
      return close;
    }
    if (a instanceof Real real) {
      double other =
          switch (b) {
            case Real number -> number.value();
            case Whole whole -> whole.value().doubleValue();
            default -> Double.NaN;
          };
      return Math.abs(other - real.value()) <= CLOSE * Math.abs(real.value());
    }
    return a.equals(b);
  }

  private static String text(PyTorchValue value) {
    return switch (value) {
      case Real real -> Double.toString(real.value());
      case Whole whole -> whole.value().toString();
      case Truth truth -> Boolean.toString(truth.value());
      case Sequence sequence ->
          sequence.items().stream().map(PyTorchOptimizerState::text).toList().toString();
      case None _ -> "missing";
      default -> "something else";
    };
  }
}
