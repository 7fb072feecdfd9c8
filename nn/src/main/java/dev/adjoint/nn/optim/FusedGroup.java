package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The parameters of a [FusedRule] with what it remembers of each of them.
///
/// t counts the steps of each parameter, not of the training: a parameter that is thawed late
/// starts from 1. One call changes all parameters with the same t, which are nearly always all.
final class FusedGroup implements Group {

  private static final String STEP = "step";

  private final FusedRule rule;
  private final List<FusedRule.Memory> names;
  private final Parameter[] parameters;

  /// For each memory, a tensor for each parameter.
  private final Tensor[][] memories;

  /// The steps of each parameter; if the rule does not count them, every number from 2 on is stored
  /// as 2.
  private final long[] counts;

  FusedGroup(FusedRule rule, Parameter[] parameters) {
    this.rule = rule;
    this.names = List.copyOf(rule.memories());
    this.parameters = parameters;
    this.counts = new long[parameters.length];
    this.memories = new Tensor[names.size()][];
    for (int memory = 0; memory < memories.length; memory++) {
      memories[memory] = new Tensor[parameters.length];
      for (int i = 0; i < parameters.length; i++) {
        memories[memory][i] = Tensor.zerosLike(parameters[i].value());
      }
    }
  }

  @Override
  public double rate(long step) {
    return Hyperparameters.rate(rule.name(), rule.rate(), step);
  }

  @Override
  public void step(@Nullable Tensor[] gradients, double rate, long step) {
    for (int first = next(0, gradients); first >= 0; first = next(first, gradients)) {
      int[] chosen = alike(first, gradients);
      long t = rule.countsSteps() ? counts[first] + 1 : Math.min(counts[first] + 1, 2);
      for (int i : chosen) {
        counts[i] = t;
      }
      Tensor[][] remembered = new Tensor[memories.length][];
      for (int memory = 0; memory < memories.length; memory++) {
        remembered[memory] = chosen(memories[memory], chosen);
      }
      rule.update(
          new FusedRule.Members(chosen(parameters, chosen), take(gradients, chosen), remembered, t),
          rate);
    }
  }

  /// The first parameter from this index on that still has a gradient, or −1.
  private static int next(int from, @Nullable Tensor[] gradients) {
    for (int i = from; i < gradients.length; i++) {
      if (gradients[i] != null) {
        return i;
      }
    }
    return -1;
  }

  /// The parameters with a gradient whose count is that of parameter `first`.
  private int[] alike(int first, @Nullable Tensor[] gradients) {
    int[] chosen = new int[gradients.length];
    int count = 0;
    for (int i = first; i < chosen.length; i++) {
      if (gradients[i] != null && counts[i] == counts[first]) {
        chosen[count++] = i;
      }
    }
    return count == chosen.length ? chosen : Arrays.copyOf(chosen, count);
  }

  /// The chosen elements of an array; the array itself where all are chosen.
  private static <T> T[] chosen(T[] all, int[] indices) {
    if (indices.length == all.length) {
      return all;
    }
    T[] some = Arrays.copyOf(all, indices.length);
    for (int i = 0; i < indices.length; i++) {
      some[i] = all[indices[i]];
    }
    return some;
  }

  /// Takes the chosen gradients out of the array.
  private static Tensor[] take(@Nullable Tensor[] gradients, int[] indices) {
    Tensor[] some = new Tensor[indices.length];
    for (int i = 0; i < indices.length; i++) {
      some[i] = Objects.requireNonNull(gradients[indices[i]]);
      gradients[indices[i]] = null;
    }
    return some;
  }

  @Override
  public Map<String, Tensor> state(int parameter) {
    if (counts[parameter] == 0) {
      return Map.of();
    }
    Map<String, Tensor> state = new HashMap<>();
    for (int memory = 0; memory < memories.length; memory++) {
      state.put(names.get(memory).name(), memories[memory][parameter].copy());
    }
    if (rule.countsSteps()) {
      state.put(STEP, Tensor.scalar(counts[parameter]));
    }
    return state;
  }

  @Override
  public boolean remembers(String name) {
    return isSteps(name) || names.stream().anyMatch(memory -> memory.name().equals(name));
  }

  private boolean isSteps(String name) {
    return rule.countsSteps() && name.equals(STEP);
  }

  @Override
  public boolean fits(String name, Shape shape, Shape parameter) {
    return shape.equals(isSteps(name) ? Shape.SCALAR : parameter);
  }

  @Override
  public void requirePossible(String path, String name, Tensor value) {
    if (isSteps(name)) {
      Hyperparameters.requireCount(path, value.item());
    }
    boolean isSquare =
        names.stream().anyMatch(memory -> memory.name().equals(name) && memory.isSquare());
    if (isSquare) {
      Hyperparameters.requireSquares(path, value);
    }
  }

  @Override
  public void load(int parameter, Map<String, Tensor> state) {
    boolean started = false;
    for (int memory = 0; memory < memories.length; memory++) {
      Tensor saved = state.get(names.get(memory).name());
      started |= saved != null;
      memories[memory][parameter] =
          saved == null
              ? Tensor.zerosLike(parameters[parameter].value())
              : saved.to(parameters[parameter].value().elementType()).copy();
    }
    Tensor steps = state.get(STEP);
    if (rule.countsSteps()) {
      counts[parameter] = steps == null ? 0 : (long) steps.item();
    } else {
      counts[parameter] = started ? 2 : 0;
    }
  }
}
