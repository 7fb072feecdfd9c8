package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Any function of a tensor as a layer with a name: `new Lambda("double", x -> x.multiply(2))`.
///
/// **Shapes**: those of the function.
///
/// **Gradient**: that of the operations that the function calls. Tensors that it holds are no
/// parameters; write a layer of your own for those.
///
/// As a small `torch.nn.Module` with a `forward` alone.
///
/// @param name what the text of a model prints; a resumed run compares it
/// @param function from x to the result; it must not read tensors into Java
public record Lambda(String name, UnaryOperator<Tensor> function) implements PureLayer {

  /// Checks that there is a name and a function.
  public Lambda {
    Require.given("lambda", "the name", name, "say what the function does");
    Require.given("lambda", "the function", function, "give x -> …");
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "lambda: the name is blank; say in a word what the function does");
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor(name, "the result", function.apply(Require.tensor(name, "x", x)));
  }

  @Override
  public String toString() {
    return "Lambda(%s)".formatted(name);
  }
}
