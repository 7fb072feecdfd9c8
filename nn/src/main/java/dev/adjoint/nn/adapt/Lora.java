package dev.adjoint.nn.adapt;

import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A linear layer that stays as it is, and a small one beside it that learns: `y = W x + b + scale
/// · B A x` with A `[r, in]` and B `[out, r]` (Hu et al. 2022). Fine-tuning then trains r·(in +
/// out) numbers instead of in·out.
///
/// **Shapes**: x `[…, in]`, result `[…, out]`.
///
/// **Gradient**: `scale·Bᵀg xᵀ` for A and `scale·g (A x)ᵀ` for B; none for W and b, which are
/// frozen.
///
/// The names are those of the library PEFT: `base_layer.weight`, `lora_A.weight`, `lora_B.weight`.
/// PyTorch itself does not have it.
///
/// @param base the layer that stays
/// @param down A
/// @param up B
/// @param scale α/r, what the product is multiplied by
public record Lora(Linear base, Linear down, Linear up, double scale) implements PureLayer {

  private static final String NAME = "lora";

  /// Checks that the shapes agree.
  public Lora {
    Shape shape = Require.given(NAME, "the base", base).weight().shape();
    Shape a = Require.given(NAME, "A", down).weight().shape();
    Shape b = Require.given(NAME, "B", up).weight().shape();
    Require.finite(NAME, "the scale", scale, "1 is usual");
    if (a.size(1) != shape.size(1) || b.size(0) != shape.size(0) || a.size(0) != b.size(1)) {
      throw new ShapeException(
          NAME,
          "the base is %s, A %s and B %s, but A must be [r, in] and B [out, r]; check the rank"
              .formatted(shape, a, b));
    }
  }

  /// Freezes a layer and puts an adapter beside it: A Kaiming uniform with the gain `√(1/3)`, B
  /// zeros, so that the result is at first that of the layer.
  ///
  /// @param rank r; 4 to 64 are usual
  /// @param alpha α; the rank, or twice the rank, is usual
  public static Lora of(Linear base, int rank, double alpha, RandomGenerator random) {
    Require.given(NAME, "the base", base);
    Require.size(NAME, "the rank", rank, "8 is usual");
    Require.finite(NAME, "alpha", alpha, "16 is usual");
    Require.random(NAME, random);
    Shape shape = base.weight().shape();
    Initializer kaiming = Initializer.kaimingUniform(Math.sqrt(1.0 / 3));
    Parameter a = Parameter.of(kaiming.of(Shape.of(rank, shape.size(1)), random));
    Parameter b = Parameter.of(Tensor.zeros(shape.size(0), rank));
    base.weight().trainable(false);
    base.bias().ifPresent(bias -> bias.trainable(false));
    return new Lora(
        base, new Linear(a, Optional.empty()), new Linear(b, Optional.empty()), alpha / rank);
  }

  /// One layer that does the same: its weight is `W + scale · B A`.
  public Linear merged() {
    Tensor product = up.weight().value().detach().matmul(down.weight().value().detach());
    Tensor weight = base.weight().value().detach().add(product.multiply(scale));
    return new Linear(
        Parameter.of(weight), base.bias().map(bias -> Parameter.of(bias.value().detach())));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor low = down.forward(Require.tensor(NAME, "x", x));
    return base.forward(x).add(up.forward(low).multiply(scale));
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("base_layer", base);
    parts.put("lora_A", down);
    parts.put("lora_B", up);
    return parts;
  }

  @Override
  public String toString() {
    return "Lora(%s, rank %d, scale %s)".formatted(base, down.weight().shape().size(0), scale);
  }
}
