package dev.adjoint.nn.quantize;

import dev.adjoint.nn.Linear;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// A [Linear] for inference whose weight is held in BF16, half of F32: 8 bits of a number's 24 are
/// kept, rounded to the nearest, ties to even. Its inputs, its bias and its sums stay F32.
///
/// **Shapes**: x `[…, in]`, result `[…, out]`.
///
/// **Gradient**: none; x must not be tracked.
///
/// The weight is written out in F32 for each call, in memory that is free again after it. It has no
/// parameters: save the original model, and convert after loading.
public final class Bfloat16Linear implements PureLayer {

  private final Shape shape;
  private final short[] weight;
  private final Optional<Tensor> bias;

  private Bfloat16Linear(Shape shape, short[] weight, Optional<Tensor> bias) {
    this.shape = shape;
    this.weight = weight;
    this.bias = bias;
  }

  /// The nearest one.
  public static Bfloat16Linear of(Linear linear) {
    Require.given("bfloat16 linear", "the layer", linear);
    float[] numbers = linear.weight().value().detach().toFloatArray();
    short[] halves = new short[numbers.length];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = rounded(numbers[i]);
    }
    return new Bfloat16Linear(
        linear.weight().shape(), halves, linear.bias().map(bias -> bias.value().detach().copy()));
  }

  private static short rounded(float number) {
    int bits = Float.floatToRawIntBits(number);
    if (Float.isNaN(number)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }

  /// How many bytes the weight takes.
  public long bytes() {
    return 2L * weight.length;
  }

  @Override
  public Tensor forward(Tensor x) {
    QuantizedInput.requireUntracked("bfloat16 linear", x);
    float[] numbers = new float[weight.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.intBitsToFloat(weight[i] << 16);
    }
    Tensor whole = Tensor.of(numbers, shape);
    return bias.isPresent() ? x.linear(whole, bias.get()) : x.linear(whole);
  }

  @Override
  public Map<String, Object> parts() {
    return Map.of();
  }

  @Override
  public String toString() {
    return "Bfloat16Linear(%d → %d%s)"
        .formatted(shape.size(1), shape.size(0), bias.isPresent() ? "" : ", no bias");
  }
}
