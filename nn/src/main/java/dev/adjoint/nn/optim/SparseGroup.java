package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.ParameterUpdates;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.TouchedRows;
import dev.adjoint.tensor.Unique;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of a [SparseRule], with what it remembers of them in tables of their shape, made
/// at the first step.
final class SparseGroup implements Group {

  private static final String STEP = "step";

  private final SparseRule rule;
  private final Parameter[] parameters;
  private final Parameter[][] tables;
  private final long[] counts;

  SparseGroup(SparseRule rule, Parameter[] parameters) {
    this.rule = rule;
    this.parameters = parameters;
    this.tables = new Parameter[parameters.length][];
    this.counts = new long[parameters.length];
  }

  @Override
  public double rate(long step) {
    for (Parameter parameter : parameters) {
      if (parameter.isTrainable() && parameter.hasGradient()) {
        throw new IllegalStateException(
            "%s: %s has a gradient of all its rows but the rule takes gradients of some; use SparseEmbedding in a training pass, or give the parameter a rule such as Adam"
                .formatted(rule.name(), parameter.name()));
      }
    }
    return Hyperparameters.rate(rule.name(), rule.rate(), step);
  }

  @Override
  public void step(@Nullable Tensor[] gradients, double rate, long step) {
    for (int i = 0; i < parameters.length; i++) {
      List<TouchedRows> touched = parameters[i].touchedRows();
      if (parameters[i].isTrainable() && !touched.isEmpty()) {
        step(i, touched, rate);
      }
    }
  }

  private void step(int i, List<TouchedRows> touched, double rate) {
    Tensor[] indices = touched.stream().map(TouchedRows::index).toArray(Tensor[]::new);
    Tensor[] parts = touched.stream().map(part -> part.rows().gradient()).toArray(Tensor[]::new);
    Unique used = Tensor.concat(0, indices).unique();
    int[] sizes = parts[0].shape().toArray();
    sizes[0] = used.values().shape().count();
    Tensor none = Tensor.zeros(parts[0].elementType(), Shape.of(sizes));
    Tensor g = none.indexAdd(0, used.inverse(), Tensor.concat(0, parts).detach());
    counts[i]++;
    double[] numbers = rule.numbers(rate, counts[i]);
    ParameterUpdates.updateRows(
        rule.formula(), parameters[i], used.values(), g, tables(i), numbers);
  }

  private Parameter[] tables(int i) {
    Parameter[] made = tables[i];
    if (made == null) {
      made = new Parameter[rule.memories().size()];
      for (int k = 0; k < made.length; k++) {
        made[k] = Parameter.of(Tensor.zerosLike(parameters[i].value()));
      }
      tables[i] = made;
    }
    return made;
  }

  @Override
  public Map<String, Tensor> state(int parameter) {
    if (counts[parameter] == 0) {
      return Map.of();
    }
    Map<String, Tensor> state = new HashMap<>();
    state.put(STEP, Tensor.scalar(counts[parameter]));
    Parameter[] memories = tables(parameter);
    for (int k = 0; k < memories.length; k++) {
      state.put(rule.memories().get(k), memories[k].value().detach().copy());
    }
    return state;
  }

  @Override
  public boolean remembers(String name) {
    return name.equals(STEP) || rule.memories().contains(name);
  }

  @Override
  public boolean fits(String name, Shape shape, Shape parameter) {
    return shape.equals(name.equals(STEP) ? Shape.SCALAR : parameter);
  }

  @Override
  public void requirePossible(String path, String name, Tensor value) {
    if (name.equals(STEP)) {
      Hyperparameters.requireCount(path, value.item());
    }
    if (name.equals("exp_avg_sq")) {
      Hyperparameters.requireSquares(path, value);
    }
  }

  @Override
  public void load(int parameter, Map<String, Tensor> state) {
    Tensor steps = state.get(STEP);
    counts[parameter] = steps == null ? 0 : (long) steps.item();
    tables[parameter] = null;
    if (steps != null) {
      Parameter[] memories = tables(parameter);
      for (int k = 0; k < memories.length; k++) {
        Tensor saved = state.get(rule.memories().get(k));
        if (saved != null) {
          memories[k].replace(saved.to(memories[k].value().elementType()));
        }
      }
    }
  }
}
