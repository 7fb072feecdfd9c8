package dev.adjoint.tensor.op.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import org.junit.jupiter.api.Test;

/// Slices, single elements, flips and diagonals: parts that are seen, not copied.
class WindowOpTest {

  // 0 1 2 3
  // 4 5 6 7
  // 8 9 10 11
  private static final Tensor X = Tensor.arange(12).reshape(3, 4);

  @Test
  void slicesFollowTheRulesOfNumPy() {
    Tensor x = Tensor.arange(6);
    assertThat(x.slice(0, 2).toLongArray()).containsExactly(2, 3, 4, 5);
    assertThat(x.slice(0, -2).toLongArray()).containsExactly(4, 5);
    assertThat(x.slice(0, 1, 4).toLongArray()).containsExactly(1, 2, 3);
    assertThat(x.slice(0, -5, -1).toLongArray()).containsExactly(1, 2, 3, 4);
    assertThat(x.slice(0, 4, 100).toLongArray()).containsExactly(4, 5);
    assertThat(x.slice(0, -100, 2).toLongArray()).containsExactly(0, 1);
    assertThat(x.slice(0, 3, 3).shape()).isEqualTo(Shape.of(0));
    assertThat(x.slice(0, 4, 2).shape()).isEqualTo(Shape.of(0));
    assertThat(x.slice(0, 0, 6, 2).toLongArray()).containsExactly(0, 2, 4);
    assertThat(x.slice(0, 1, 6, 4).toLongArray()).containsExactly(1, 5);
    assertThat(x.slice(0, 0, 6, Integer.MAX_VALUE).toLongArray()).containsExactly(0);
  }

  @Test
  void negativeStepsGoBackwards() {
    Tensor x = Tensor.arange(6);
    assertThat(x.slice(0, 4, 1, -1).toLongArray()).containsExactly(4, 3, 2);
    assertThat(x.slice(0, 100, -100, -2).toLongArray()).containsExactly(5, 3, 1);
    assertThat(x.slice(0, -2, -7, -4).toLongArray()).containsExactly(4, 0);
    assertThat(x.slice(0, 2, -1, -1).shape()).isEqualTo(Shape.of(0));
    assertThat(x.slice(0, 5, -7, Integer.MIN_VALUE).toLongArray()).containsExactly(5);
  }

  @Test
  void windowsShareMemory() {
    assertThat(TensorMemory.view(X.slice(1, 1, 4, 2)).storage())
        .isSameAs(TensorMemory.view(X).storage());
    assertThat(TensorMemory.view(X.slice(0, 2, 0, -1)).storage())
        .isSameAs(TensorMemory.view(X).storage());
    assertThat(TensorMemory.view(X.select(1, 2)).storage())
        .isSameAs(TensorMemory.view(X).storage());
    assertThat(TensorMemory.view(X.flip(0)).storage()).isSameAs(TensorMemory.view(X).storage());
    assertThat(TensorMemory.view(X.diagonal()).storage()).isSameAs(TensorMemory.view(X).storage());
  }

  @Test
  void slicesOfSlicesMeetTheRightElements() {
    Tensor odd = X.slice(1, 1, 4, 2).slice(0, 1);
    assertThat(odd.toLongArray()).containsExactly(5, 7, 9, 11);
    assertThat(odd.flip().transpose().toLongArray()).containsExactly(11, 7, 9, 5);
  }

  @Test
  void pickTakesOneElementAndItsAxis() {
    assertThat(X.select(0, 1).toLongArray()).containsExactly(4, 5, 6, 7);
    assertThat(X.select(-1, -1).toLongArray()).containsExactly(3, 7, 11);
    assertThat(X.select(0, 2).select(0, 0).itemLong()).isEqualTo(8);
  }

  @Test
  void flipReversesTheNamedAxesOrAll() {
    assertThat(X.flip(0).toLongArray()).containsExactly(8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
    assertThat(X.flip(-1).select(0, 0).toLongArray()).containsExactly(3, 2, 1, 0);
    assertThat(X.flip().toLongArray()).containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    assertThat(Tensor.zeros(0, 2).flip().shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void diagonalsLieBesideTheMainOne() {
    assertThat(X.diagonal().toLongArray()).containsExactly(0, 5, 10);
    assertThat(X.diagonal(1, 0, 1).toLongArray()).containsExactly(1, 6, 11);
    assertThat(X.diagonal(-2, 0, 1).toLongArray()).containsExactly(8);
    assertThat(X.diagonal(3, 1, 0).shape()).isEqualTo(Shape.of(0));
    assertThat(X.diagonal(1, 1, 0).toLongArray()).containsExactly(4, 9);
    assertThat(X.diagonal(Integer.MIN_VALUE, 0, 1).shape()).isEqualTo(Shape.of(0));
  }

  @Test
  void theDiagonalBecomesTheLastAxis() {
    Tensor y = Tensor.arange(12).reshape(2, 3, 2).diagonal(0, 0, 2);
    assertThat(y.shape()).isEqualTo(Shape.of(3, 2));
    // x[0, j, 0] = 2j and x[1, j, 1] = 6 + 2j + 1.
    assertThat(y.toLongArray()).containsExactly(0, 7, 2, 9, 4, 11);
  }

  @Test
  void theGradientOfAWindowIsZeroOutsideIt() {
    Tensor x = Tensor.zeros(2, 3).requiresGrad();
    Tensor y = x.slice(1, 2, -4, -2).multiply(Tensor.of(10f, 20f));
    assertThat(Gradients.of(y.sum(), x)[0].toFloatArray()).containsExactly(20, 0, 10, 20, 0, 10);
    Tensor diagonal = x.diagonal(1, 0, 1).multiply(Tensor.of(3f, 4f));
    assertThat(Gradients.of(diagonal.sum(), x)[0].toFloatArray()).containsExactly(0, 3, 0, 0, 0, 4);
    Tensor flipped = x.flip(1).multiply(Tensor.of(1f, 2f, 3f));
    assertThat(Gradients.of(flipped.sum(), x)[0].toFloatArray()).containsExactly(3, 2, 1, 3, 2, 1);
  }

  @Test
  void theSecondDerivativeOfAWindowIsThatOfItsElements() {
    Tensor x = Tensor.of(ElementType.F64, 1.0, 2.0, 3.0);
    // f = x₁³ + x₂³, so the Hessian is diagonal: 0, 6·2, 6·3.
    Tensor hessian = Gradients.hessian(v -> v.slice(0, 1).pow(3).sum(), x);
    assertThat(hessian.toDoubleArray()).containsExactly(0, 0, 0, 0, 12, 0, 0, 0, 18);
  }

  @Test
  void aStepOfZeroIsRefused() {
    assertThatThrownBy(() -> X.slice(0, 0, 3, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "slice: the step is 0; take a step of 1 or more, or a negative one to go backwards");
  }

  @Test
  void anAxisThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> X.slice(2, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "slice: axis 2 is outside -2 … 1 (shape [3, 4]); count axes from 0, or from the end with negative numbers");
    assertThatThrownBy(() -> X.flip(-3))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "flip: axis -3 is outside -2 … 1 (shape [3, 4]); count axes from 0, or from the end with negative numbers");
  }

  @Test
  void anElementThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> X.select(1, 4))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "select: index 4 is outside -4 … 3 (axis 1 of [3, 4]); count from 0, or from the end with negative numbers");
    assertThatThrownBy(() -> X.select(0, -4))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "select: index -4 is outside -3 … 2 (axis 0 of [3, 4]); count from 0, or from the end with negative numbers");
    assertThatThrownBy(() -> Tensor.zeros(2, 0).select(1, 0))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "select: index 0 of axis 1, which is empty (shape [2, 0]); check that there is data");
  }

  @Test
  void aDiagonalOfOneAxisIsRefused() {
    assertThatThrownBy(() -> X.diagonal(0, 1, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("diagonal: both axes are axis 1 of [3, 4]; name two different axes");
  }
}
