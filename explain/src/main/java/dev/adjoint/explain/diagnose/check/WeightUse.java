package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A parameter that multiplies the values of a layer: the weight of a linear layer, of a
/// convolution or of a matrix product.
///
/// @param name its path
/// @param fanIn how many numbers are added up for one output
/// @param bias the path of the parameter that is added in the same operation, if there is one
/// @param operation the operation
record WeightUse(String name, int fanIn, Optional<String> bias, Trace.Step operation) {

  private static final List<String> PRODUCTS = List.of("linear", "conv2d", "matmul");

  /// The weights in the order in which the forward pass uses them, each once.
  static List<WeightUse> of(TrainingSetup setup, Forward forward) {
    IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
    for (Map.Entry<String, Parameter> each : setup.parameters().byName().entrySet()) {
      names.put(each.getValue().value(), each.getKey());
    }
    IdentityHashMap<Tensor, Trace.Step> makers = forward.makers();
    List<WeightUse> found = new ArrayList<>();
    for (Trace.Step operation : forward.labelled(PRODUCTS)) {
      List<Tensor> inputs = operation.inputs();
      boolean isTransposed = false;
      Tensor weight = inputs.get(1);
      Trace.Step maker = makers.get(weight);
      if (maker != null && maker.operation().label().equals("permute")) {
        weight = maker.inputs().getFirst();
        isTransposed = true;
      }
      String name = names.get(weight);
      if (name != null && found.stream().noneMatch(known -> known.name().equals(name))) {
        Optional<String> bias =
            inputs.size() > 2 ? Optional.ofNullable(names.get(inputs.get(2))) : Optional.empty();
        found.add(new WeightUse(name, fanIn(operation, weight, isTransposed), bias, operation));
      }
    }
    return found;
  }

  private static int fanIn(Trace.Step operation, Tensor weight, boolean isTransposed) {
    Shape shape = weight.shape();
    boolean isMatmul = operation.operation().label().equals("matmul");
    return isMatmul && !isTransposed && shape.rank() > 1
        ? shape.size(-2)
        : shape.count() / Math.max(1, shape.size(0));
  }
}
