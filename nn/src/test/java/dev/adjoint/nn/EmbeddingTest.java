package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EmbeddingTest {

  private final SplittableRandom random = new SplittableRandom(5);

  private static Parameter table() {
    return Parameter.of(Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
  }

  @Test
  void rowsAreLookedUpByIndicesOfAnyShape() {
    Embedding layer = Embedding.of(table());
    Tensor y = layer.forward(Tensor.of(new long[][] {{2, 0}, {1, 1}, {0, 0}}));
    assertThat(y.shape()).isEqualTo(Shape.of(3, 2, 2));
    assertThat(y.toFloatArray()).containsExactly(5, 6, 1, 2, 3, 4, 3, 4, 1, 2, 1, 2);
    assertThat(layer.forward(Tensor.scalar(2)).toFloatArray()).containsExactly(5, 6);
    assertThat(layer).hasToString("Embedding(3 → 2)");
  }

  @Test
  void aRowGetsTheSumOfItsGradients() {
    Embedding layer = Embedding.of(table());
    Tensor y = layer.forward(Tensor.of(new long[][] {{2, 0}, {2, 2}}));
    y.multiply(Tensor.of(new float[][] {{1, 10}})).sum().backward();
    assertThat(layer.weight().gradient().toFloatArray()).containsExactly(1, 10, 0, 0, 3, 30);
  }

  @Test
  void thePaddingRowIsZeroAndGetsNoGradient() {
    Embedding layer = Embedding.of(table()).withPadding(1);
    assertThat(layer.weight().value().toFloatArray()).containsExactly(1, 2, 0, 0, 5, 6);
    layer.forward(Tensor.of(1L, 2L, 1L)).sum().backward();
    assertThat(layer.weight().gradient().toFloatArray()).containsExactly(0, 0, 0, 0, 1, 1);
    assertThat(layer).hasToString("Embedding(3 → 2, padding 1)");
  }

  @Test
  void startsStandardNormal() {
    Tensor weight = Embedding.of(300, 200, random).weight().value();
    assertThat(weight.mean().item()).isCloseTo(0, within(0.02));
    assertThat(weight.square().mean().item()).isCloseTo(1, within(0.02));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> Embedding.of(Parameter.of(Tensor.zeros(3))))
        .hasMessage(
            "embedding: the weight has shape [3] but must be [vocabulary, width]; give a matrix");
    assertThatThrownBy(() -> Embedding.of(table()).withPadding(3))
        .hasMessage(
            "embedding: the padding index is 3 but must be within 0 … 2 (weight [3, 2]); choose a row of the weight");
    record Model(Embedding wte) {}
    Model model = new Model(Embedding.of(table()));
    Parameters.of(model).setNames();
    assertThatThrownBy(() -> model.wte().forward(Tensor.of(new long[][] {{0, 1}, {2, 3}})))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "index select: index 3 at [1, 1] is outside 0 … 2 (axis 0 of [3, 2]); check the indices\n"
                + "in wte, Embedding(3 → 2)");
    assertThatThrownBy(() -> model.wte().forward(Tensor.zeros(ElementType.F32, 2)))
        .hasMessageStartingWith("index select: indices are I64 or I32 but got F32");
  }
}
