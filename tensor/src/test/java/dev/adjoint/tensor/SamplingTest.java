package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final int MANY = 40_000;

  private static RandomGenerator seeded() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(42);
  }

  /// A generator that gives these numbers in order and no more.
  private static RandomGenerator giving(long... numbers) {
    Iterator<Long> next = LongStream.of(numbers).iterator();
    return next::next;
  }

  /// The expected numbers agree with the formulas computed in Python from the same longs.
  @Test
  void theBitsOfASeedNeverChange() {
    Shape shape = Shape.of(4);
    assertThat(Tensor.uniform(shape, 0, 1, seeded()).toFloatArray())
        .containsExactly(0.6964138f, 0.6709997f, 0.7075243f, 0.8153564f);
    assertThat(Tensor.normal(ElementType.F64, shape, 0, 1, seeded()).toDoubleArray())
        .containsExactly(
            -0.40511812599782643, -0.7479984040893275, 0.3320742358769457, -0.7626881124604217);
    assertThat(Tensor.randint(shape, -5, 100, seeded()).toLongArray())
        .containsExactly(68, 65, 69, 80);
    assertThat(Tensor.permutation(6, seeded()).toLongArray()).containsExactly(0, 1, 5, 2, 3, 4);
    assertThat(Tensor.bernoulli(shape, 0.7, seeded()).toBooleanArray())
        .containsExactly(true, true, false, false);
  }

  @Test
  void uniformNumbersTakeTheUpperBits() {
    long half = 1L << 63;
    assertThat(Tensor.uniform(Shape.of(3), -1, 3, giving(half, 0, -1)).toFloatArray())
        .containsExactly(1, -1, Math.nextDown(3f));
    Tensor x = Tensor.uniform(ElementType.F64, Shape.of(3), 0, 1, giving(half, 1L << 11, -1));
    assertThat(x.toDoubleArray()).containsExactly(0.5, 0x1p-53, Math.nextDown(1.0));
  }

  @Test
  void roundingDoesNotReachTheUpperBound() {
    // The largest F32 below 1 times 10⁹ is 999 999 940, rounded to a multiple of 64.
    float almost = Tensor.uniform(Shape.of(1), 1e9, 1e9 + 64, giving(-1)).toFloatArray()[0];
    assertThat(almost).isEqualTo(1e9f);
    assertThat(Tensor.uniform(Shape.of(1), 2, 2, giving(-1)).item()).isEqualTo(2);
    double tight = Math.nextUp(1.0);
    assertThat(Tensor.uniform(ElementType.F64, Shape.of(1), 1, tight, giving(-1)).item())
        .isEqualTo(1);
  }

  @Test
  void normalNumbersComeInPairsOnACircle() {
    // u = e⁻² gives the radius 2; v = 1/4 points straight up, to (0, 2).
    long u = (long) (Math.exp(-2) * 0x1p53) << 11;
    long quarter = 1L << 62;
    double[] pair =
        Tensor.normal(ElementType.F64, Shape.of(2), 10, 3, giving(u, quarter)).toDoubleArray();
    assertThat(pair[0]).isCloseTo(10, within(1e-12));
    assertThat(pair[1]).isCloseTo(16, within(1e-12));
    // The smallest u is 2⁻⁵³, so the logarithm is finite: √(2·53·ln 2) = 8.57.
    double largest = Tensor.normal(ElementType.F64, Shape.of(1), 0, 1, giving(0, 0)).item();
    assertThat(largest).isCloseTo(Math.sqrt(2 * 53 * Math.log(2)), within(1e-12));
  }

  @Test
  void bothPrecisionsAreTheSameNumbers() {
    Tensor single = Tensor.normal(Shape.of(5), 0, 1, seeded());
    Tensor both = Tensor.normal(ElementType.F64, Shape.of(5), 0, 1, seeded());
    assertThat(single.contentEquals(both.to(ElementType.F32))).isTrue();
  }

  @Test
  void momentsAreThoseOfTheDistribution() {
    RandomGenerator random = seeded();
    Tensor uniform = Tensor.uniform(ElementType.F64, Shape.of(MANY), 2, 6, random);
    // Four standard errors: 4·(4/√12)/√n = 0.023 for the mean.
    assertThat(uniform.mean().item()).isCloseTo(4, within(0.024));
    assertThat(uniform.subtract(4).square().mean().item()).isCloseTo(16 / 12.0, within(0.03));
    Tensor normal = Tensor.normal(ElementType.F64, Shape.of(MANY), -1, 2, random);
    assertThat(normal.mean().item()).isCloseTo(-1, within(0.04));
    assertThat(normal.add(1).square().mean().item()).isCloseTo(4, within(0.12));
    assertThat(normal.add(1).pow(3).mean().item()).isCloseTo(0, within(0.65));
    Tensor coin = Tensor.bernoulli(Shape.of(MANY), 0.3, random).to(ElementType.F64);
    assertThat(coin.mean().item()).isCloseTo(0.3, within(0.01));
  }

  @Test
  void everyWholeNumberOfTheRangeIsEquallyLikely() {
    Tensor dice = Tensor.randint(Shape.of(MANY), 1, 7, seeded());
    for (int face = 1; face <= 6; face++) {
      double share = dice.eq(face).to(ElementType.F64).mean().item();
      assertThat(share).isCloseTo(1 / 6.0, within(0.008));
    }
    assertThat(dice.less(1).logicalOr(dice.greater(6)).any().item()).isZero();
  }

  @Test
  void surplusNumbersAreDrawnAgain() {
    // 2⁶⁴ mod 3 = 1, so the one long whose product with 3 ends in zero is left out.
    assertThat(Tensor.randint(Shape.of(1), 0, 3, giving(0, -1)).itemLong()).isEqualTo(2);
    assertThat(Tensor.randint(Shape.of(1), 0, Long.MAX_VALUE, giving(-1)).itemLong())
        .isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void permutationsHoldEachNumberOnceAndAllOrdersComeUp() {
    assertThat(Tensor.permutation(100, seeded()).toLongArray())
        .containsExactlyInAnyOrder(Tensor.arange(100).toLongArray());
    assertThat(Tensor.permutation(0, seeded()).shape()).isEqualTo(Shape.of(0));
    RandomGenerator random = seeded();
    List<String> orders =
        IntStream.range(0, 200)
            .mapToObj(i -> Arrays.toString(Tensor.permutation(3, random).toLongArray()))
            .distinct()
            .toList();
    assertThat(orders).hasSize(6);
  }

  @Test
  void certaintyIsCertain() {
    assertThat(Tensor.bernoulli(Shape.of(50), 1, seeded()).all().item()).isEqualTo(1);
    assertThat(Tensor.bernoulli(Shape.of(50), 0, seeded()).any().item()).isZero();
  }

  @Test
  void parametersOutOfRangeAreNamed() {
    Shape shape = Shape.of(2);
    assertThatThrownBy(() -> Tensor.uniform(shape, 1, 0, seeded()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("uniform: the range is 1.0 … 0.0; give finite bounds, the lower one first");
    assertThatThrownBy(() -> Tensor.normal(shape, 0, -1, seeded()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("normal: the standard deviation is -1.0; it is at least 0");
    assertThatThrownBy(() -> Tensor.randint(shape, 3, 3, seeded()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "randint: the range 3 … 3 has no elements or more than 2⁶³; high is not included and above low");
    assertThatThrownBy(() -> Tensor.bernoulli(shape, 1.5, seeded()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bernoulli: the probability is 1.5; it must be within 0 … 1");
    assertThatThrownBy(() -> Tensor.permutation(-1, seeded()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("permutation: the count is -1; it is at least 0");
    assertThatThrownBy(() -> Tensor.uniform(ElementType.I64, shape, 0, 1, seeded()))
        .isInstanceOf(ElementTypeException.class)
        .hasMessage("uniform: makes F32 or F64 but the type is I64; use randint for whole numbers");
  }
}
