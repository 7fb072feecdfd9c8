package dev.adjoint.tensor.op.matmul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LinearOpTest {

  private static final Tensor WEIGHT = Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});
  private static final Tensor BIAS = Tensor.of(10f, 20f, 30f);

  @Test
  void rowsAreMultipliedByTheTransposedWeightAndTheBiasIsAdded() {
    Tensor x = Tensor.of(new float[][] {{1, 1}, {2, 0}});
    // [1+2, 3+4, 5+6] and [2, 6, 10].
    assertThat(x.linear(WEIGHT).toFloatArray()).containsExactly(3, 7, 11, 2, 6, 10);
    assertThat(x.linear(WEIGHT, BIAS).toFloatArray()).containsExactly(13, 27, 41, 12, 26, 40);
  }

  @Test
  void leadingAxesAreKept() {
    Tensor x = Tensor.ones(2, 1, 2);
    assertThat(x.linear(WEIGHT, BIAS).shape()).isEqualTo(Shape.of(2, 1, 3));
    assertThat(Tensor.of(1f, 1f).linear(WEIGHT, BIAS).toFloatArray()).containsExactly(13, 27, 41);
    assertThat(Tensor.zeros(0, 2).linear(WEIGHT, BIAS).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void eachInputGetsItsGradient() {
    Tensor x = Tensor.of(new float[][] {{1, 1}, {2, 0}}).requiresGrad();
    Tensor weight = WEIGHT.requiresGrad();
    Tensor bias = BIAS.requiresGrad();
    Tensor[] g = Gradients.of(x.linear(weight, bias).sum(), x, weight, bias);
    assertThat(g[0].toFloatArray()).containsExactly(9, 12, 9, 12);
    assertThat(g[1].toFloatArray()).containsExactly(3, 1, 3, 1, 3, 1);
    assertThat(g[2].toFloatArray()).containsExactly(2, 2, 2);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Tensor.ones(4, 3).linear(WEIGHT))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "linear: the last axis of x has size 3 but the weight takes 2 (x [4, 3], weight [3, 2]);"
                + " check the layer sizes");
    assertThatThrownBy(() -> Tensor.scalar(1f).linear(WEIGHT))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "linear: x is a single number, without an axis of features (weight [3, 2]); reshape it");
    assertThatThrownBy(() -> Tensor.ones(4, 2).linear(WEIGHT, Tensor.of(1f, 2f)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "linear: the bias must be [3], one number for each row of the weight, but is [2]"
                + " (weight [3, 2]); check the layer sizes");
    assertThatThrownBy(() -> Tensor.ones(4, 2).linear(BIAS))
        .isInstanceOf(ShapeException.class)
        .hasMessage("linear: the weight must be [out, in] but is [3]; reshape it");
  }

  @Test
  void otherElementTypesAreRefused() {
    assertThatThrownBy(() -> Tensor.ones(4, 2).linear(WEIGHT.to(ElementType.F64)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "linear: x is F32 but the weight is F64; types are not promoted silently, convert one"
                + " with to(ElementType.F32)");
  }
}
