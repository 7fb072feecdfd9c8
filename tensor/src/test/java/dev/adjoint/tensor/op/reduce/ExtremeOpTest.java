package dev.adjoint.tensor.op.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ExtremeOpTest {

  private static final Tensor X = Tensor.of(ElementType.F64, new double[][] {{1, 5, 3}, {4, 2, 2}});

  @Test
  void extremesAreTakenOverTheNamedAxes() {
    assertThat(X.max().item()).isEqualTo(5);
    assertThat(X.min().item()).isEqualTo(1);
    assertThat(X.max(0).toDoubleArray()).containsExactly(4, 5, 3);
    assertThat(X.min(-1).toDoubleArray()).containsExactly(1, 2);
    assertThat(X.max(KeepAxes.YES, 1).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(Tensor.scalar(3f).max().item()).isEqualTo(3);
  }

  @Test
  void separateAxesAreTakenTogether() {
    Tensor x = Tensor.of(new long[] {1, 8, 3, 4, 5, 6, 7, 2}, Shape.of(2, 2, 2));
    // Middle index 0: 1, 8, 5, 6; middle index 1: 3, 4, 7, 2.
    assertThat(x.max(0, 2).toLongArray()).containsExactly(8, 7);
    assertThat(x.min(0, 2).toLongArray()).containsExactly(1, 2);
  }

  @Test
  void oneNaNMakesTheExtremeNaN() {
    Tensor x = Tensor.of(ElementType.F64, 1.0, Double.NaN, 2.0);
    assertThat(x.max().item()).isNaN();
    assertThat(x.min().item()).isNaN();
    assertThat(x.argmax().itemLong()).isEqualTo(1);
  }

  @Test
  void equalExtremesShareTheGradientEvenly() {
    Tensor x = X.requiresGrad();
    Tensor rows = x.min(1).multiply(Tensor.of(ElementType.F64, 10.0, 6.0));
    assertThat(Gradients.of(rows.sum(), x)[0].toDoubleArray()).containsExactly(10, 0, 0, 0, 3, 3);
    Tensor same = Tensor.of(ElementType.F64, 7.0, 7.0, 7.0, 7.0).requiresGrad();
    assertThat(Gradients.of(same.max(), same)[0].toDoubleArray())
        .containsExactly(0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void positionsAreThoseOfTheFirst() {
    assertThat(X.argmax().itemLong()).isEqualTo(1);
    assertThat(X.argmin(1).toLongArray()).containsExactly(0, 1);
    assertThat(X.argmax(0).toLongArray()).containsExactly(1, 0, 0);
    assertThat(X.argmax(KeepAxes.YES, 1).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(X.argmax(0).elementType()).isEqualTo(ElementType.I64);
    assertThat(Tensor.scalar(3f).argmin().itemLong()).isZero();
  }

  @Test
  void positionsOfAPermutedViewAreItsOwn() {
    assertThat(X.transpose().argmax().itemLong()).isEqualTo(2);
    assertThat(X.transpose().argmax(1).toLongArray()).containsExactly(1, 0, 0);
  }

  @Test
  void nothingToChooseFromIsRefused() {
    assertThatThrownBy(() -> Tensor.zeros(2, 0).max(1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "max: there are no elements to choose from along axis 1 of shape [2, 0]; check that the"
                + " data is not empty");
    assertThatThrownBy(() -> Tensor.zeros(0).argmin())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "argmin: there are no elements to choose from along axis 0 of shape [0]; check that the"
                + " data is not empty");
    assertThat(Tensor.zeros(0, 3).max(1).shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void truthValuesAreRefused() {
    assertThatThrownBy(() -> Tensor.of(true, false).min())
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("min: needs numbers but got BOOL; convert with to(ElementType.I64)");
  }
}
