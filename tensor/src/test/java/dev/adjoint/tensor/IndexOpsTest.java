package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.op.index.GatherOp;
import org.junit.jupiter.api.Test;

class IndexOpsTest {

  // 10 11
  // 12 13
  // 14 15
  private static final Tensor X = Tensor.arange(10, 16, 1).reshape(3, 2);

  @Test
  void wholeSlicesComeInTheOrderOfTheIndex() {
    assertThat(X.indexSelect(0, Tensor.of(2L, 0L, 2L)).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{14, 15}, {10, 11}, {14, 15}});
    assertThat(X.indexSelect(-1, Tensor.of(1)).toLongArray())
        .as("I32 indices do too")
        .containsExactly(11, 13, 15);
    assertThat(X.transpose().indexSelect(1, Tensor.of(1L)).toLongArray()).containsExactly(12, 13);
    assertThat(X.indexSelect(0, Tensor.of(new long[0])).shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void theSizesOfTheIndexTakeThePlaceOfTheAxis() {
    Tensor index = Tensor.of(new long[][] {{0, 1, 1}, {2, 0, 0}});
    Tensor y = X.indexSelect(0, index);
    assertThat(y.shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(y.select(0, 1).select(0, 0).toLongArray()).containsExactly(14, 15);
    assertThat(X.indexSelect(1, Tensor.scalar(ElementType.I64, 1)).toLongArray())
        .containsExactly(11, 13, 15);
  }

  @Test
  void aRowLookedUpTwiceGetsTheGradientTwice() {
    Tensor table = Tensor.zeros(3, 2).requiresGrad();
    Tensor y = table.indexSelect(0, Tensor.of(2L, 0L, 2L));
    Tensor weights = Tensor.of(new float[][] {{1, 2}, {3, 4}, {10, 20}});
    assertThat(Gradients.of(y.multiply(weights).sum(), table)[0].toFloatArray())
        .containsExactly(3, 4, 0, 0, 11, 22);
  }

  @Test
  void slicesAreAddedByIndex() {
    Tensor y = X.indexAdd(0, Tensor.of(1L, 1L), Tensor.of(new long[][] {{100, 200}, {1000, 2000}}));
    assertThat(y.toLongArray()).containsExactly(10, 11, 1112, 2213, 14, 15);
  }

  @Test
  void elementsAreGatheredAlongAnAxis() {
    Tensor index = Tensor.of(new long[][] {{1}, {0}, {1}});
    assertThat(X.gather(1, index).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{11}, {12}, {15}});
    assertThat(X.gather(0, Tensor.of(new long[][] {{2, 0}})).toLongArray()).containsExactly(14, 11);
  }

  @Test
  void anIndexMayBeShorterThanTheTensorInOtherAxes() {
    assertThat(X.gather(1, Tensor.of(new long[][] {{1, 1, 0}})).toLongArray())
        .containsExactly(11, 11, 10);
    Tensor y = X.scatterAdd(1, Tensor.of(new long[][] {{0, 0}}), Tensor.of(new long[][] {{5, 7}}));
    assertThat(y.toLongArray()).containsExactly(22, 11, 12, 13, 14, 15);
  }

  @Test
  void scatteredElementsAddUp() {
    Tensor index = Tensor.of(new long[][] {{0, 2}, {0, 1}});
    Tensor source = Tensor.of(new long[][] {{100, 200}, {1000, 2000}});
    assertThat(X.scatterAdd(0, index, source).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{1110, 11}, {12, 2013}, {14, 215}});
  }

  @Test
  void theGradientOfGatheringIsScattering() {
    Tensor x = Tensor.zeros(2, 2).requiresGrad();
    Tensor y = x.gather(1, Tensor.of(new long[][] {{1, 1}, {0, 1}}));
    Tensor weights = Tensor.of(new float[][] {{1, 2}, {3, 4}});
    assertThat(Gradients.of(y.multiply(weights).sum(), x)[0].toFloatArray())
        .containsExactly(0, 3, 3, 4);
  }

  @Test
  void derivativesOfSecondOrderGoThroughIndices() {
    // f = 2·x₁³ + x₀³, so the second derivatives are 6·x₀ and 12·x₁.
    Tensor index = Tensor.of(1L, 0L, 1L);
    Tensor hessian =
        Gradients.hessian(
            v -> v.indexSelect(0, index).pow(3).sum(), Tensor.of(ElementType.F64, 5.0, 7.0));
    assertThat(hessian.toDoubleArray()).containsExactly(30, 0, 0, 84);
    Tensor same =
        Gradients.hessian(
            v -> v.gather(0, index).pow(3).sum(), Tensor.of(ElementType.F64, 5.0, 7.0));
    assertThat(same.toDoubleArray()).containsExactly(30, 0, 0, 84);
  }

  @Test
  void masksSelectInOrder() {
    Tensor mask = Tensor.of(new boolean[][] {{true, false}, {false, true}, {true, true}});
    assertThat(X.maskedSelect(mask).toLongArray()).containsExactly(10, 13, 14, 15);
    assertThat(X.maskedSelect(Tensor.of(false, true)).toLongArray()).containsExactly(11, 13, 15);
    assertThat(X.maskedSelect(Tensor.of(false, false)).shape()).isEqualTo(Shape.of(0));
    assertThatThrownBy(() -> X.maskedSelect(X))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "masked select: the mask must be BOOL but is I64; compare it with something first");
  }

  @Test
  void masksFill() {
    assertThat(X.maskedFill(Tensor.of(false, true), -1).toLongArray())
        .containsExactly(10, -1, 12, -1, 14, -1);
    Tensor scores = Tensor.of(1f, Float.NaN).requiresGrad();
    Tensor filled = scores.maskedFill(Tensor.of(false, true), Double.NEGATIVE_INFINITY);
    assertThat(filled.toFloatArray()).containsExactly(1, Float.NEGATIVE_INFINITY);
    assertThat(Gradients.of(filled.exp().sum(), scores)[0].toFloatArray())
        .containsExactly((float) Math.E, 0);
  }

  @Test
  void positionsAreThoseOfWhatIsNotZero() {
    Tensor x = Tensor.of(new float[][] {{0, 2}, {Float.NaN, 0}});
    assertThat(x.nonzero().toNested(long[][].class)).isDeepEqualTo(new long[][] {{0, 1}, {1, 0}});
    assertThat(Tensor.zeros(2, 2).nonzero().shape()).isEqualTo(Shape.of(0, 2));
    assertThat(Tensor.scalar(3f).nonzero().shape()).isEqualTo(Shape.of(1, 0));
  }

  @Test
  void oneHotHasAOneAtTheIndex() {
    Tensor y = Tensor.of(new long[][] {{2, 0}}).oneHot(3);
    assertThat(y.elementType()).isEqualTo(ElementType.F32);
    assertThat(y.toNested(float[][][].class))
        .isDeepEqualTo(new float[][][] {{{0, 0, 1}, {1, 0, 0}}});
    assertThat(Tensor.scalar(ElementType.I32, 1).oneHot(2).toFloatArray()).containsExactly(0, 1);
  }

  @Test
  void anIndexOutsideIsNamedWithItsPlace() {
    assertThatThrownBy(() -> X.indexSelect(0, Tensor.of(0L, 1L, 3L)))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "index select: index 3 at [2] is outside 0 … 2 (axis 0 of [3, 2]); check the indices");
    assertThatThrownBy(() -> X.gather(1, Tensor.of(new long[][] {{0}, {-1}, {0}})))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "gather: index -1 at [1, 0] is outside 0 … 1 (axis 1 of [3, 2]); check the indices");
    assertThatThrownBy(() -> X.indexAdd(0, Tensor.of(7L), X.slice(0, 0, 1)))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "index add: index 7 at [0] is outside 0 … 2 (axis 0 of [3, 2]); check the indices");
    assertThatThrownBy(() -> X.scatterAdd(0, Tensor.of(new long[][] {{0, 9}}), X.slice(0, 0, 1)))
        .isInstanceOf(IndexException.class)
        .hasMessage(
            "scatter add: index 9 at [0, 1] is outside 0 … 2 (axis 0 of [3, 2]); check the indices");
    assertThatThrownBy(() -> Tensor.of(1L, 10L).oneHot(10))
        .isInstanceOf(IndexException.class)
        .hasMessage("one hot: index 10 at [1] is outside 0 … 9 (10 classes); check the indices");
  }

  @Test
  void indicesAreWholeNumbers() {
    assertThatThrownBy(() -> X.indexSelect(0, Tensor.of(1f)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "index select: indices are I64 or I32 but got F32; convert with to(ElementType.I64)");
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> X.gather(0, Tensor.of(0L)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gather: the index has shape [1] but the tensor [3, 2]; the ranks must be equal, and no size of the index may be larger, except along axis 0");
    assertThatThrownBy(() -> X.gather(0, Tensor.of(new long[][] {{0, 0, 0}})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gather: the index has shape [1, 3] but the tensor [3, 2]; the ranks must be equal, and no size of the index may be larger, except along axis 0");
    assertThatThrownBy(() -> Tensor.apply(new GatherOp(0), X, Tensor.of(new long[][] {{0}})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gather: the index has shape [1, 1] but the tensor [3, 2]; all sizes but that of axis 0 must be equal");
    assertThatThrownBy(() -> X.scatterAdd(0, Tensor.of(new long[][] {{0, 0}}), X))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "scatter add: the index has shape [1, 2] but what is added has [3, 2]; give one index for each element");
    assertThatThrownBy(() -> X.indexAdd(0, Tensor.of(0L), Tensor.of(new long[][] {{0, 0, 0}})))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "index add: the source has shape [1, 3] but the tensor [3, 2]; all sizes but that of axis 0 must be equal");
    assertThatThrownBy(() -> X.indexAdd(0, Tensor.of(0L), X))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "index add: the index has shape [1] but axis 0 of [3, 2] has size 3; give one index for each slice");
  }

  @Test
  void truthValuesAreNotAdded() {
    Tensor x = Tensor.of(true, false);
    assertThatThrownBy(() -> x.indexAdd(0, Tensor.of(0L, 1L), x))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("index add: needs numbers but got BOOL; convert with to(ElementType.F32)");
    assertThatThrownBy(() -> x.scatterAdd(0, Tensor.of(0L, 1L), x))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("scatter add: needs numbers but got BOOL; convert with to(ElementType.F32)");
  }
}
