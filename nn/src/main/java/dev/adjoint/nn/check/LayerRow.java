package dev.adjoint.nn.check;

import dev.adjoint.nn.FunctionalCall;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.tensor.check.OperationTable;
import dev.adjoint.tensor.check.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// One row of the table: a layer, the inputs it is checked with, and to which order. All parameters
/// and all inputs with a fraction are varied, in F64.
///
/// @param layer the name of its class, or of the function for those of [dev.adjoint.nn.Activation]
/// @param orders the highest order that is checked, 1 or 2
/// @param model makes the layer
/// @param inputs draws the inputs
/// @param call runs the layer
public record LayerRow(
    String layer,
    int orders,
    Function<RandomGenerator, Object> model,
    Function<RandomGenerator, Tensor[]> inputs,
    Call call) {

  private static final long SEED = 5;

  /// Runs a layer.
  @FunctionalInterface
  public interface Call {
    /// The result of this layer for these inputs.
    Tensor of(Object layer, Tensor... x);
  }

  /// A layer in inference, with one input of this shape within −2 … 2.
  static LayerRow of(Function<RandomGenerator, Layer> make, int... shape) {
    return of(make, random -> draw(random, shape));
  }

  /// A layer in inference, with one input.
  static LayerRow of(Function<RandomGenerator, Layer> make, Function<RandomGenerator, Tensor> x) {
    return new LayerRow(
        name(make.apply(new SplittableRandom(0))),
        2,
        make::apply,
        random -> new Tensor[] {x.apply(random)},
        (layer, in) -> ((Layer) layer).forward(in[0], Pass.INFERENCE));
  }

  /// The name of a layer in the table.
  public static String name(Object layer) {
    return layer instanceof Enum<?> ? layer.toString() : layer.getClass().getSimpleName();
  }

  /// The same row for a pass of training, which always draws the same numbers.
  LayerRow training() {
    return calling((layer, in) ->
        ((Layer) layer).forward(in[0], new Pass.Training(new SplittableRandom(SEED))));
  }

  /// The same row with several inputs.
  LayerRow with(Function<RandomGenerator, Tensor[]> drawn) {
    return new LayerRow(layer, orders, model, drawn, call);
  }

  /// The same row with another way to run the layer.
  LayerRow calling(Call other) {
    return new LayerRow(layer, orders, model, inputs, other);
  }

  /// The same row with the first order alone, where the second is not defined or not needed.
  LayerRow firstOrder() {
    return new LayerRow(layer, 1, model, inputs, call);
  }

  /// F64 numbers within −2 … 2.
  static Tensor draw(RandomGenerator random, int... shape) {
    return Tensor.uniform(ElementType.F64, Shape.of(shape), -2, 2, random);
  }

  /// Checks the row; alone it gives the same numbers as in the table.
  public OperationTable.Line check(long seed) {
    RandomGenerator random = new SplittableRandom(seed ^ layer.hashCode());
    Object made = Parameters.copyOf(model.apply(random), ElementType.F64);
    Map<String, Parameter> parameters = Parameters.of(made).byName();
    Tensor[] x = inputs.apply(random);
    List<Tensor> all = new ArrayList<>(List.of(x));
    parameters.values().forEach(parameter -> all.add(parameter.value().detach()));
    Function<Tensor[], Tensor> function = in -> run(made, parameters, x.length, in);
    Tensor[] in = all.toArray(Tensor[]::new);
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(GradientCheck.first(layer, random, function, in));
    if (orders >= 2) {
      verdicts.add(GradientCheck.second(layer, random, function, in));
    }
    return new OperationTable.Line(layer, orders, 1, verdicts);
  }

  private Tensor run(Object made, Map<String, Parameter> parameters, int inputs, Tensor[] in) {
    Tensor[] x = new Tensor[inputs];
    System.arraycopy(in, 0, x, 0, inputs);
    if (parameters.isEmpty()) {
      return call.of(made, x);
    }
    Map<String, Tensor> values = new LinkedHashMap<>();
    int next = inputs;
    for (String path : parameters.keySet()) {
      values.put(path, in[next++]);
    }
    return FunctionalCall.of(made, values, () -> call.of(made, x));
  }
}
