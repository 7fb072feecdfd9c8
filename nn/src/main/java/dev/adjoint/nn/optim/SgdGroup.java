package dev.adjoint.nn.optim;

import dev.adjoint.tensor.InPlace;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of an [Sgd], with a buffer each where it has momentum.
final class SgdGroup implements Group {

  private static final String BUFFER = "momentum_buffer";

  private final Sgd rule;
  private final Parameter[] parameters;
  private final Tensor[] buffers;

  /// 1 where the buffer has met a gradient: the first one enters it whole.
  private final long[] started;

  SgdGroup(Sgd rule, Parameter[] parameters) {
    this.rule = rule;
    this.parameters = parameters;
    this.buffers = rule.momentum() == 0 ? new Tensor[0] : Group.zeros(parameters);
    this.started = new long[parameters.length];
  }

  @Override
  public void step(@Nullable Tensor[] gradients, long step) {
    double gamma = rule.rate().at(step);
    double lambda = rule.weightDecay();
    for (int i = Group.first(gradients); i >= 0; i = Group.first(gradients)) {
      int[] places = Group.alike(i, gradients, started);
      Parameter[] some = Group.chosen(parameters, places);
      Tensor[] g = Group.take(gradients, places);
      if (rule.momentum() == 0) {
        InPlace.descend(some, g, gamma, lambda);
      } else {
        Tensor[] b = Group.chosen(buffers, places);
        double memory = started[i] == 0 ? 0 : rule.momentum();
        double weight = started[i] == 0 ? 1 : 1 - rule.dampening();
        if (rule.nesterov()) {
          InPlace.nesterov(some, g, b, gamma, lambda, memory, weight, rule.momentum());
        } else {
          InPlace.momentum(some, g, b, gamma, lambda, memory, weight);
        }
        for (int place : places) {
          started[place] = 1;
        }
      }
    }
  }

  @Override
  public Map<String, Tensor> state(int parameter) {
    return started[parameter] == 0 ? Map.of() : Map.of(BUFFER, buffers[parameter].copy());
  }

  @Override
  public boolean remembers(String name) {
    return rule.momentum() != 0 && name.equals(BUFFER);
  }

  @Override
  public boolean fits(String name, Shape shape, Shape parameter) {
    return shape.equals(parameter);
  }

  @Override
  public void load(int parameter, Map<String, Tensor> state) {
    if (rule.momentum() != 0) {
      Tensor buffer = state.get(BUFFER);
      started[parameter] = buffer == null ? 0 : 1;
      buffers[parameter] = Group.loaded(buffer, parameters[parameter]);
    }
  }
}
