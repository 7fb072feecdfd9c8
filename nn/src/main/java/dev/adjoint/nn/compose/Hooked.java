package dev.adjoint.nn.compose;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.function.BinaryOperator;

/// A layer with a function that sees each x and result and may give another result: a forward hook.
/// It looks at the inside of a model, or changes it, without touching its code.
///
/// **Shapes**: those of the layer and of the hook.
///
/// **Gradient**: that of the hook's operations and of the layer.
///
/// As `Module.register_forward_hook`. The parameters keep the names of the layer. In a recorded
/// step the hook runs while the step is recorded, and its operations are replayed.
///
/// @param layer what runs first
/// @param hook from x and the result to the result that is used
public record Hooked(Layer layer, BinaryOperator<Tensor> hook) implements Layer {

  /// Checks that both are there.
  public Hooked {
    Require.given("hooked", "the layer", layer, "give a layer");
    Require.given("hooked", "the hook", hook, "give (x, y) -> y");
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.tensor("hooked", "x", x);
    Require.given("hooked", "the pass", pass, Pass.FIX);
    Tensor y = layer.forward(x, pass);
    return Require.tensor("hooked", "the result of the hook", hook.apply(x, y));
  }

  @Override
  public Map<String, Object> parts() {
    return layer.parts();
  }

  @Override
  public String toString() {
    return layer.toString();
  }
}
