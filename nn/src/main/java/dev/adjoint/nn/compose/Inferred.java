package dev.adjoint.nn.compose;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Makes layers from the shapes of what arrives at them, so that no size has to be worked out: each
/// function gets the shape that the layers before it make of an example.
///
/// ```java
/// Sequential net = Inferred.sequence(Shape.of(1, 1, 28, 28),
///     x -> Conv2d.of(x.size(1), 8, 3, random),
///     x -> new Flatten(),
///     x -> Linear.of(x.size(1), 10, random));
/// ```
///
/// It does what `LazyLinear`, `LazyConv2d`, `LazyBatchNorm1d` and the like of PyTorch do, but at
/// once: the parameters are there before the first step.
public final class Inferred {

  private Inferred() {}

  /// The layers one after another, computed once for zeros of this shape.
  ///
  /// @param example the shape of an input, the batch included
  /// @param layers each makes a layer from the shape of its input
  @SafeVarargs
  public static Sequential sequence(Shape example, Function<Shape, Layer>... layers) {
    Require.given("inferred", "the shape of the example", example, "give Shape.of(1, …)");
    Require.given("inferred", "the array of layers", layers, "give functions of shapes");
    List<Layer> made = new ArrayList<>();
    Tensor y = Tensor.zeros(example);
    for (int i = 0; i < layers.length; i++) {
      Require.given("inferred", "function " + i, layers[i], "give a function of the shape");
      Layer layer =
          Require.given("inferred", "layer " + i, layers[i].apply(y.shape()), "give a layer");
      made.add(layer);
      Tensor x = y;
      y = Tensor.noGrad(() -> layer.forward(x, Pass.INFERENCE));
    }
    return new Sequential(made);
  }
}
