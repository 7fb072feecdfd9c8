package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoiningTest {

  private static final Tensor X = Tensor.of(new long[][] {{1, 2}, {3, 4}});
  private static final Tensor Y = Tensor.of(new long[][] {{5}, {6}});

  @Test
  void partsComeOneAfterAnother() {
    assertThat(Tensor.concat(1, X, Y, X).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{1, 2, 5, 1, 2}, {3, 4, 6, 3, 4}});
    assertThat(Tensor.concat(-2, X, Y.transpose()).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{1, 2}, {3, 4}, {5, 6}});
    assertThat(Tensor.concat(0, X).toLongArray()).containsExactly(1, 2, 3, 4);
    assertThat(Tensor.concat(1, X, Tensor.zeros(ElementType.I64, 2, 0)).shape())
        .isEqualTo(Shape.of(2, 2));
  }

  @Test
  void layersLieAlongANewAxis() {
    Tensor a = Tensor.of(1L, 2L);
    Tensor b = Tensor.of(3L, 4L);
    assertThat(Tensor.stack(0, a, b).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{1, 2}, {3, 4}});
    assertThat(Tensor.stack(-1, a, b).toNested(long[][].class))
        .isDeepEqualTo(new long[][] {{1, 3}, {2, 4}});
    assertThat(Tensor.stack(0, Tensor.scalar(1f), Tensor.scalar(2f)).shape())
        .isEqualTo(Shape.of(2));
  }

  @Test
  void eachPartGetsItsPartOfTheGradient() {
    Tensor a = Tensor.of(1f, 2f).requiresGrad();
    Tensor b = Tensor.of(3f).requiresGrad();
    Tensor y = Tensor.concat(0, a, b, a).multiply(Tensor.of(1f, 2f, 3f, 40f, 50f));
    Tensor[] gradients = Gradients.of(y.sum(), a, b);
    assertThat(gradients[0].toFloatArray()).containsExactly(41, 52);
    assertThat(gradients[1].toFloatArray()).containsExactly(3);
  }

  @Test
  void partsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> Tensor.concat(0, X, X, Y))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "concat: tensor 2 has shape [2, 1] but tensor 0 has [2, 2]; all sizes but that of axis 0 must be equal");
    assertThatThrownBy(() -> Tensor.concat(0, X, Tensor.of(1L)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "concat: tensor 1 has shape [1] but tensor 0 has [2, 2]; all sizes but that of axis 0 must be equal");
    assertThatThrownBy(() -> Tensor.concat(0, X, Tensor.zeros(1, 2)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "concat: left is I64 but right is F32; types are not promoted silently, convert one with to(ElementType.I64)");
    assertThatThrownBy(() -> Tensor.stack(0, X, Y))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "stack: tensor 1 has shape [2, 1] but tensor 0 has [2, 2]; all shapes must be equal, or use concat");
    assertThatThrownBy(() -> Tensor.stack(0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("stack: there are no tensors to join; give at least one");
    assertThatThrownBy(() -> Tensor.concat(0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("concat: there are no tensors to join; give at least one");
  }

  @Test
  void splittingUndoesJoining() {
    Tensor x = Tensor.arange(10).reshape(2, 5);
    for (List<Tensor> parts :
        List.of(x.split(1, 2), x.split(1, new int[] {4, 0, 1}), x.chunk(1, 3), x.chunk(-1, 1))) {
      assertThat(Tensor.concat(1, parts.toArray(Tensor[]::new)).contentEquals(x)).isTrue();
      assertThat(parts)
          .allSatisfy(part -> assertThat(part.view().storage()).isSameAs(x.view().storage()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 16, 17, 65})
  void unbindingGivesTheSlicesInOrderAsViews(int length) {
    Tensor x = Tensor.arange(2L * length).reshape(length, 2);
    List<Tensor> each = x.unbind(0);
    assertThat(each).hasSize(length);
    for (int i = 0; i < length; i++) {
      assertThat(each.get(i).contentEquals(x.select(0, i))).isTrue();
      assertThat(each.get(i).view().storage()).isSameAs(x.view().storage());
      assertThat(x.transpose(0, 1).unbind(-1).get(i).contentEquals(x.select(0, i))).isTrue();
    }
  }

  @Test
  void theGradientOfUnbindIsThatOfSelect() {
    Parameter parameter = Parameter.of(Tensor.arange(34).to(ElementType.F32).reshape(17, 2));
    Tensor sum = Tensor.scalar(0f);
    for (Tensor part : parameter.value().unbind(0)) {
      sum = sum.add(part.square().sum());
    }
    sum.backward();
    assertThat(parameter.gradient().contentEquals(parameter.value().detach().multiply(2))).isTrue();
  }

  @Test
  void partsHaveTheSizesOfPyTorch() {
    Tensor x = Tensor.arange(5);
    assertThat(sizes(x.split(0, 2))).containsExactly(2, 2, 1);
    assertThat(sizes(x.split(0, 9))).containsExactly(5);
    assertThat(sizes(x.chunk(0, 2))).containsExactly(3, 2);
    assertThat(sizes(x.chunk(0, 4)))
        .as("four parts of 2 would be empty at the end")
        .containsExactly(2, 2, 1);
    assertThat(sizes(Tensor.zeros(0).chunk(0, 3))).containsExactly(0);
  }

  private static int[] sizes(List<Tensor> parts) {
    return parts.stream().mapToInt(part -> part.shape().count()).toArray();
  }

  @Test
  void sizesThatDoNotMakeUpTheAxisAreNamed() {
    assertThatThrownBy(() -> X.split(1, new int[] {2, 1}))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "split: the parts [2, 1] do not make up axis 1 of [2, 2]; give sizes of at least 0 with the sum 2");
    assertThatThrownBy(() -> X.split(1, new int[] {3, -1}))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "split: the parts [3, -1] do not make up axis 1 of [2, 2]; give sizes of at least 0 with the sum 2");
    assertThatThrownBy(() -> X.split(0, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("split: the size of a part is 0; it is at least 1");
    assertThatThrownBy(() -> X.chunk(0, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("chunk: the number of parts is -1; it is at least 1");
  }
}
