package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NestedArraysTest {

  @Test
  void theElementTypeFollowsTheJavaType() {
    assertThat(Tensor.of(new float[][] {{1}}).elementType()).isEqualTo(ElementType.F32);
    assertThat(Tensor.of(ElementType.F64, new double[][] {{1}}).elementType())
        .isEqualTo(ElementType.F64);
    assertThat(Tensor.of(new int[][] {{1}}).elementType()).isEqualTo(ElementType.I32);
    assertThat(Tensor.of(new long[][] {{1}}).elementType()).isEqualTo(ElementType.I64);
    assertThat(Tensor.of(new boolean[][] {{true}}).elementType()).isEqualTo(ElementType.BOOL);
  }

  @Test
  void anyRankGoesThereAndBack() {
    double[][][] cube = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}};
    Tensor x = Tensor.of(ElementType.F64, cube);
    assertThat(x.shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(x.toDoubleArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(x.toNested(double[][][].class)).isDeepEqualTo(cube);
    assertThat(x.transpose(0, 1).toNested(double[][][].class)[2])
        .isDeepEqualTo(new double[][] {{5, 6}, {11, 12}});
  }

  @Test
  void elementsAreConvertedOnTheWayOut() {
    Tensor x = Tensor.of(ElementType.F64, new double[][] {{1.7, 0}});
    assertThat(x.toNested(int[][].class)).isDeepEqualTo(new int[][] {{1, 0}});
    assertThat(x.toNested(long[][].class)).isDeepEqualTo(new long[][] {{1, 0}});
    assertThat(x.toNested(float[][].class)).isDeepEqualTo(new float[][] {{1.7f, 0}});
    assertThat(x.toNested(boolean[][].class)).isDeepEqualTo(new boolean[][] {{true, false}});
    assertThat(Tensor.of(1f, 2f).toNested(float[].class)).containsExactly(1, 2);
  }

  @Test
  void emptyArraysKeepTheirRank() {
    assertThat(Tensor.of(new float[2][0]).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(Tensor.of(new float[0][5]).shape()).isEqualTo(Shape.of(0, 0));
    assertThat(Tensor.zeros(0, 2).toNested(float[][].class)).isEmpty();
  }

  @Test
  void theArrayIsCopied() {
    float[][] array = {{1, 2}};
    Tensor x = Tensor.of(array);
    array[0][0] = 9;
    x.toNested(float[][].class)[0][1] = 9;
    assertThat(x.toFloatArray()).containsExactly(1, 2);
  }

  @Test
  void rowsOfUnequalLengthAreNamed() {
    assertThatThrownBy(() -> Tensor.of(new float[][] {{1, 2}, {3}}))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "of: an array along axis 1 has length 1 but the first one has 2; rows must be of equal length");
  }

  @Test
  void otherTypesAndRanksAreNamed() {
    assertThatThrownBy(() -> Tensor.of(new String[][] {{"1"}}))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "of: needs arrays of float, double, int, long or boolean but got String; convert the elements first");
    Tensor x = Tensor.zeros(2, 2);
    assertThatThrownBy(() -> x.toNested(float[].class))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "toNested: shape [2, 2] has 2 axes but float[] has 1; ask for an array class of 2 dimensions");
    assertThatThrownBy(() -> x.toNested(byte[][].class))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "toNested: needs arrays of float, double, int, long or boolean but got byte; name one of these");
  }

  @Test
  void aMissingRowIsNamed() {
    String message = "of: an array along axis 1 is null; fill in the row";
    assertThatThrownBy(() -> Tensor.of(new float[][] {{1}, null}))
        .isInstanceOf(ShapeException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Tensor.of(new float[][] {null, {1}})).hasMessage(message);
  }
}
