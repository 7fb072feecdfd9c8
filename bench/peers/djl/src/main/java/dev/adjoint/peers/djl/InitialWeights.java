package dev.adjoint.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Weight;
import dev.adjoint.peers.Weights;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/// Puts the weights of a workload into a model, both in their order.
final class InitialWeights {

  private InitialWeights() {}

  /// @throws IllegalStateException if a shape or the number of parameters differs
  static void load(Block model, Workload workload) {
    Iterator<Weight> weights = Weights.of(workload).iterator();
    for (Parameter parameter : model.getParameters().values()) {
      if (!parameter.getName().toLowerCase(Locale.ROOT).contains("running")) {
        load(parameter, weights.next());
      }
    }
    if (weights.hasNext()) {
      throw new IllegalStateException("the model has no parameter for " + weights.next().name());
    }
  }

  private static void load(Parameter parameter, Weight weight) {
    NDArray values = parameter.getArray();
    if (!Arrays.equals(values.getShape().getShape(), weight.shape())) {
      throw new IllegalStateException(
          "%s has shape %s, but %s has %s"
              .formatted(
                  parameter.getName(),
                  values.getShape(),
                  weight.name(),
                  Arrays.toString(weight.shape())));
    }
    values.set(weight.values());
  }
}
