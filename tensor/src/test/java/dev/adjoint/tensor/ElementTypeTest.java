package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Element types for storage: F16, BF16, I8, U8.
class ElementTypeTest {

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void aTypeSaysItsBytesAndWhatItIsFor() {
    assertThat(List.of(ElementType.values()).stream().map(ElementType::bytes))
        .containsExactly(4, 8, 4, 8, 1, 2, 2, 1, 1);
    assertThat(List.of(ElementType.values()).stream().filter(ElementType::isFloating))
        .containsExactly(ElementType.F32, ElementType.F64, ElementType.F16, ElementType.BF16);
    assertThat(List.of(ElementType.values()).stream().filter(ElementType::isNarrow))
        .containsExactly(ElementType.F16, ElementType.BF16, ElementType.I8, ElementType.U8);
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void castsGoToAndFromEveryType(ElementType type) {
    Tensor x = Tensor.of(0f, 1, 2, 3, 4, 5).reshape(2, 3).transpose();
    for (ElementType middle : ElementType.values()) {
      if (middle != ElementType.BOOL && type != ElementType.BOOL) {
        assertThat(x.to(middle).to(type).to(ElementType.F32).contentEquals(x))
            .as("%s %s", middle, type)
            .isTrue();
      }
    }
  }

  @Test
  void factoriesPrintingAndEqualityKnowThem() {
    Tensor half = Tensor.of(ElementType.F16, 0.5, 1e-3, 65504, 1e6);
    assertThat(half.toFloatArray())
        .containsExactly(0.5f, 0.0010004044f, 65504, Float.POSITIVE_INFINITY);
    assertThat(Tensor.of(ElementType.U8, 0, 200, 255)).hasToString("tensor([  0, 200, 255], U8)");
    assertThat(Tensor.of(ElementType.I8, -128, 127).toLongArray()).containsExactly(-128, 127);
    assertThat(Tensor.of(ElementType.U8, new byte[] {-1, 2}, Shape.of(2)).toIntArray())
        .containsExactly(255, 2);
    assertThat(Tensor.of(ElementType.U8, 255, 2).toByteArray()).containsExactly(-1, 2);
    assertThat(Tensor.full(ElementType.BF16, Shape.of(2), 0.1).toFloatArray())
        .containsExactly(0.100097656f, 0.100097656f);
    assertThat(half.contentEquals(half.copy())).isTrue();
    assertThat(half.contentEquals(half.to(ElementType.F32))).isFalse();
    assertThatThrownBy(() -> Tensor.of(ElementType.U8, 256))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "of: 256.0 has no exact value in U8; convert the tensor with to(ElementType.F32) first");
    assertThatThrownBy(() -> Tensor.of(ElementType.I8, new int[][] {{-129}}))
        .hasMessage(
            "of: -129.0 has no exact value in I8; convert the tensor with to(ElementType.F32) first");
    assertThatThrownBy(() -> Tensor.of(ElementType.I32, new byte[] {1}, Shape.of(1)))
        .hasMessage(
            "of: bytes are I8 or U8 but the type is I32; name one of these and convert the tensor");
    assertThatThrownBy(() -> Tensor.normal(ElementType.BF16, Shape.of(2), 0, 1, random))
        .hasMessage(
            "normal: makes F32 or F64 but the type is BF16; draw F32 and convert it with to(ElementType.BF16)");
  }

  @Test
  void elementsAreMovedInEveryType() {
    for (ElementType type : ElementType.values()) {
      Tensor x = Tensor.of(0f, 1, 1, 0, 1, 0).reshape(2, 3).to(type);
      Tensor index = Tensor.of(1L, 0, 1);
      for (Tensor y :
          new Tensor[] {
            x.transpose(),
            x.slice(1, 1, 3),
            x.flip(0),
            x.reshape(3, 2),
            x.unsqueeze(0).expand(2, 2, 3),
            Tensor.concat(0, x, x),
            x.indexSelect(0, index),
            x.gather(0, Tensor.zeros(ElementType.I64, 1, 3)),
            x.where(Tensor.ones(ElementType.BOOL, 2, 3), x),
            x.triu(0),
          }) {
        assertThat(y.elementType()).isEqualTo(type);
      }
      assertThat(x.indexSelect(0, index).to(ElementType.F32))
          .satisfies(y ->
              assertThat(y.contentEquals(x.to(ElementType.F32).indexSelect(0, index))).isTrue());
    }
  }

  @Test
  void halvesAndBrainFloatsAreComputedInF32AndRoundedOnce() {
    for (ElementType type : new ElementType[] {ElementType.F16, ElementType.BF16}) {
      Tensor a = Tensor.normal(Shape.of(3, 4), 0, 1, random).to(type);
      Tensor b = Tensor.normal(Shape.of(4, 2), 0, 1, random).to(type);
      Tensor product = a.matmul(b);
      assertThat(product.elementType()).isEqualTo(type);
      Tensor wide = a.to(ElementType.F32).matmul(b.to(ElementType.F32));
      assertThat(product.contentEquals(wide.to(type))).isTrue();
      assertThat(a.add(1).multiply(2).exp().sum().elementType()).isEqualTo(type);
      assertThat(a.greater(0).elementType()).isEqualTo(ElementType.BOOL);
      assertThat(a.argmax(1).elementType()).isEqualTo(ElementType.I64);
      assertThat(a.max(1).elementType()).isEqualTo(type);
    }
  }

  @Test
  void aGradientGoesThroughACast() {
    Tensor x = Tensor.of(0.5f, -1.25f, 3).requiresGrad();
    Tensor y = x.to(ElementType.BF16).square().sum();
    assertThat(y.elementType()).isEqualTo(ElementType.BF16);
    Tensor g = Gradients.of(y.to(ElementType.F32), x)[0];
    assertThat(g.elementType()).isEqualTo(ElementType.F32);
    assertThat(g.toFloatArray()).containsExactly(1, -2.5f, 6);
    assertThat(
            Gradients.of(x.to(ElementType.F16).divide(3).to(ElementType.F32).sum(), x)[0]
                .select(0, 0)
                .item())
        .isCloseTo(1 / 3.0, within(1e-3));
  }

  @Test
  void whatIsNotPossibleIsRefusedWithTheFix() {
    Tensor half = Tensor.of(ElementType.F16, 1, 2);
    assertThatThrownBy(() -> half.add(Tensor.of(1f, 2)))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage(
            "add: left is F16 but right is F32; types are not promoted silently, convert one with to(ElementType.F16)");
    assertThatThrownBy(() -> Tensor.of(ElementType.U8, 1, 2).add(1))
        .hasMessage(
            "add: an input is U8, a type for storage; convert it with to(ElementType.F32), or to(ElementType.I32) for whole numbers");
    assertThatThrownBy(half::requiresGrad)
        .hasMessageContaining("needs F32 or F64 but got F16; convert it with to(ElementType.F32)");
    assertThatThrownBy(() -> Parameter.of(half))
        .hasMessage("parameter: needs F32 or F64 but got F16; convert it with to(ElementType.F32)");
  }

  @Test
  void recordedStepsHaveTheBitsOfEagerOnes() {
    Tensor w = Tensor.normal(Shape.of(3, 2), 0, 1, random).to(ElementType.BF16);
    RecordedFunction recorded =
        RecordedFunction.of(x -> x.to(ElementType.BF16).matmul(w).to(ElementType.F32));
    for (int i = 0; i < 3; i++) {
      Tensor x = Tensor.normal(Shape.of(4, 3), 0, 1, random);
      Tensor eager = x.to(ElementType.BF16).matmul(w).to(ElementType.F32);
      assertThat(recorded.run(x).contentEquals(eager)).isTrue();
    }
  }
}
