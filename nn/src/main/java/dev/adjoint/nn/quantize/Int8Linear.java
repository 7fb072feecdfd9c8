package dev.adjoint.nn.quantize;

import dev.adjoint.nn.Linear;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// A [Linear] for inference whose weight is held in 8 bits, a quarter of F32, and whose inputs are
/// rounded to 8 bits row by row: dynamic quantization.
///
/// **Shapes**: x `[…, in]`, result `[…, out]`.
///
/// **Gradient**: none; x must not be tracked.
///
/// As PyTorch's `quantize_dynamic`, but with one scale for each output and each row of x, and
/// without a zero point. It has no parameters: save the original model, and quantize after loading.
/// Not faster than [Linear], which runs on the Vector API.
public final class Int8Linear implements PureLayer {

  private final Int8Matrix weight;
  private final Optional<Tensor> bias;

  private Int8Linear(Int8Matrix weight, Optional<Tensor> bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /// The nearest one.
  ///
  /// @throws IllegalArgumentException if a weight is not finite
  public static Int8Linear of(Linear linear) {
    Require.given("int8 linear", "the layer", linear);
    return new Int8Linear(
        Int8Matrix.of(linear.weight().value().detach()),
        linear.bias().map(bias -> bias.value().detach().copy()));
  }

  /// How many bytes the weight takes.
  public long bytes() {
    return weight.bytes();
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = QuantizedInput.requireUntracked("int8 linear", x).shape();
    if (shape.rank() < 1 || shape.size(-1) != weight.in()) {
      throw new ShapeException(
          "int8 linear",
          "x is %s but must be […, %d]; give as many features as the weight has"
              .formatted(shape, weight.in()));
    }
    int[] sizes = shape.toArray();
    sizes[sizes.length - 1] = weight.out();
    int rows = shape.count() / Math.max(1, weight.in());
    Tensor y = weight.product(x.reshape(rows, weight.in())).reshape(Shape.of(sizes));
    return bias.isPresent() ? y.add(bias.get()) : y;
  }

  @Override
  public Map<String, Object> parts() {
    return Map.of();
  }

  @Override
  public String toString() {
    return "Int8Linear(%d → %d%s)"
        .formatted(weight.in(), weight.out(), bias.isPresent() ? "" : ", no bias");
  }
}
