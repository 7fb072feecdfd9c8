package dev.adjoint.nn.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.ReplacedLayers;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.compose.Residual;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantizeTest {

  private final SplittableRandom random = new SplittableRandom(6);

  @Test
  void wholeNumbersAreMultipliedExactly() {
    // Weights and inputs that are whole numbers up to 127 with 127 in each row stay exact.
    Tensor weight = Tensor.of(new float[] {127, -3, 0, 5, 127, 64}, Shape.of(2, 3));
    Tensor bias = Tensor.of(0.5f, -1);
    Int8Linear layer =
        Int8Linear.of(new Linear(Parameter.of(weight), Optional.of(Parameter.of(bias))));
    Tensor x = Tensor.of(new float[] {1, 2, 127, 127, 0, -7}, Shape.of(2, 1, 3));
    Tensor y = layer.forward(x);
    // 127 − 6, 5 + 254 + 8128; 127², 635 − 448
    assertThat(y.toFloatArray()).containsExactly(121.5f, 8386, 16129.5f, 186);
    assertThat(y.shape()).isEqualTo(Shape.of(2, 1, 2));
    assertThat(layer).hasToString("Int8Linear(3 → 2)");
    assertThat(layer.bytes()).isEqualTo(6 + 8);
  }

  @Test
  void zerosStayZeros() {
    Int8Linear layer =
        Int8Linear.of(new Linear(Parameter.of(Tensor.zeros(2, 3)), Optional.empty()));
    assertThat(layer.forward(Tensor.zeros(1, 3)).toFloatArray()).containsExactly(0, 0);
  }

  @Test
  void convolutionsOfAllKindsAreNearTheOriginal() {
    Tensor x = Tensor.normal(Shape.of(2, 4, 9, 8), 0, 1, random);
    for (Conv2dOptions options :
        List.of(
            Conv2dOptions.standard(),
            Conv2dOptions.standard().withStride(2, 1).withPadding(1, 2, 0, 1),
            Conv2dOptions.standard().withGroups(2).withDilation(2).withPadding(2),
            Conv2dOptions.standard().withGroups(4).withPadding(1))) {
      Conv2d layer = Conv2d.of(4, 8, 3, options, random);
      Tensor expected = Tensor.noGrad(() -> layer.forward(x));
      Tensor y = Int8Conv2d.of(layer).forward(x);
      assertThat(y.shape()).isEqualTo(expected.shape());
      double error = y.subtract(expected).abs().max().item();
      assertThat(error).as(options.toString()).isLessThan(0.03);
      assertThat(error).isGreaterThan(0);
    }
  }

  @Test
  void halvesOfNumbersAreRoundedToTheNearest() {
    // 1 + 2⁻⁸ lies between 1 and 1 + 2⁻⁷ and goes to the even one; 1 + 3·2⁻⁸ to 1 + 2⁻⁶.
    float step = 1f / 256;
    Tensor weight =
        Tensor.of(new float[] {1 + step, 1 + 3 * step, -2.5f, 1 + step * 1.01f}, Shape.of(4, 1));
    Bfloat16Linear layer = Bfloat16Linear.of(new Linear(Parameter.of(weight), Optional.empty()));
    assertThat(layer.forward(Tensor.of(new float[] {1}, Shape.of(1, 1))).toFloatArray())
        .containsExactly(1, 1 + 4 * step, -2.5f, 1 + 2 * step);
    assertThat(layer.bytes()).isEqualTo(8);
  }

  private record Typed(Linear first, Layer second, List<Layer> more) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = second.forward(first.forward(x), pass);
      for (Layer layer : more) {
        y = layer.forward(y, pass);
      }
      return y;
    }
  }

  @Test
  void layersAreReplacedWhereTheirPlaceTakesThem() {
    Typed model =
        new Typed(
            Linear.of(5, 6, random),
            Linear.of(6, 4, random),
            List.of(
                Activation.RELU,
                new Residual(Sequential.of(Linear.of(4, 4, random))),
                Linear.of(4, 3, random)));
    ReplacedLayers<Typed> result = Quantize.dynamic(model);
    assertThat(result.replaced()).containsExactly("second", "more.1.branch.0", "more.2");
    assertThat(result.kept()).containsExactly("first");
    assertThat(result.model().first()).isSameAs(model.first());
    assertThat(model.second()).isInstanceOf(Linear.class);
    Tensor x = Tensor.normal(Shape.of(7, 5), 0, 1, random);
    Tensor expected = Tensor.noGrad(() -> model.forward(x, Pass.INFERENCE));
    Tensor y = Tensor.noGrad(() -> result.model().forward(x, Pass.INFERENCE));
    assertThat(y.subtract(expected).abs().max().item()).isCloseTo(0, within(0.02));
    ReplacedLayers<Typed> halves = Quantize.bfloat16(model);
    Tensor z = Tensor.noGrad(() -> halves.model().forward(x, Pass.INFERENCE));
    assertThat(z.subtract(expected).abs().max().item()).isCloseTo(0, within(0.02));
  }

  @Test
  void whatCannotWorkIsRefused() {
    Int8Linear layer = Int8Linear.of(Linear.of(3, 2, random));
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(1, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "int8 linear: x is [1, 4] but must be […, 3]; give as many features as the weight has");
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(1, 3).requiresGrad()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "int8 linear: x is tracked but the layer has no gradient; use it for inference, inside Tensor.noGrad");
    assertThatThrownBy(() -> layer.forward(Tensor.full(Shape.of(1, 3), Double.NaN)))
        .hasMessage(
            "quantize: a number is not finite; look for NaN or infinity in the weights and the input");
    Int8Conv2d convolution = Int8Conv2d.of(Conv2d.of(2, 3, 3, random));
    assertThatThrownBy(() -> convolution.forward(Tensor.zeros(1, 3, 8, 8)))
        .hasMessage(
            "int8 conv2d: x is [1, 3, 8, 8] but must be [N, 2, H, W]; give as many channels as the weight has");
    assertThat(convolution).hasToString("Int8Conv2d(2 → 3, 3 × 3)");
  }
}
