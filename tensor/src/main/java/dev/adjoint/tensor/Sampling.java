package dev.adjoint.tensor;

import dev.adjoint.kernel.strided.DrawCall;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Random tensors from the bits of a generator.
///
/// Every number comes from [RandomGenerator#nextLong()] by the rules below and [StrictMath], not
/// from the other methods of the generator, whose algorithms may change: so one seed gives the same
/// bits on every machine and JDK. Elements are drawn in C order.
final class Sampling {

  private static final double TWO_TO_MINUS_24 = 0x1p-24;
  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  private Sampling() {}

  /// `low + (high − low)·u`, one long each: u has the upper 24 bits of it for F32, otherwise the
  /// upper 53. If rounding reaches `high`, the result is the number below it.
  static Tensor uniform(
      ElementType type, Shape shape, double low, double high, RandomGenerator random) {
    RecordedRandom.refuseDrawing("uniform", random);
    requireFloating("uniform", type);
    if (!(low <= high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "uniform: the range is %s … %s; give finite bounds, the lower one first"
              .formatted(low, high));
    }
    return draw(
        type,
        shape,
        random,
        type == ElementType.F64
            ? source ->
                () -> {
                  double x = low + (high - low) * unit(source);
                  return x < high || low == high ? x : Math.nextDown(high);
                }
            : source ->
                () -> {
                  float x =
                      (float) (low + (high - low) * ((source.nextLong() >>> 40) * TWO_TO_MINUS_24));
                  return x < high || low == high ? x : Math.nextDown((float) high);
                });
  }

  /// A tensor of the numbers that `numbers` makes from a generator.
  private static Tensor draw(
      ElementType type,
      Shape shape,
      RandomGenerator random,
      Function<RandomGenerator, DoubleSupplier> numbers) {
    Tensor value = Tensor.allocate(type, shape);
    new DrawCall(value.view(), () -> numbers.apply(RecordedRandom.source(random))).run();
    return value;
  }

  /// `mean + deviation·z`, two longs for each pair of elements: `r = √(−2 ln u)`, `z = r cos 2πv`
  /// and `r sin 2πv`, u in (0, 1] and v in [0, 1) with 53 bits each (Box and Muller, 1958). F32 is
  /// the F64 number rounded.
  static Tensor normal(
      ElementType type, Shape shape, double mean, double deviation, RandomGenerator random) {
    RecordedRandom.refuseDrawing("normal", random);
    requireFloating("normal", type);
    if (!(deviation >= 0)) {
      throw new IllegalArgumentException(
          "normal: the standard deviation is %s; it is at least 0".formatted(deviation));
    }
    return draw(type, shape, random, source -> new Normal(mean, deviation, source));
  }

  /// Normally distributed numbers, made in pairs.
  private static final class Normal implements DoubleSupplier {
    private final double mean;
    private final double deviation;
    private final RandomGenerator source;
    private boolean hasSecond;
    private double second;

    Normal(double mean, double deviation, RandomGenerator source) {
      this.mean = mean;
      this.deviation = deviation;
      this.source = source;
    }

    @Override
    public double getAsDouble() {
      hasSecond = !hasSecond;
      if (!hasSecond) {
        return second;
      }
      double radius = Math.sqrt(-2 * StrictMath.log(unit(source) + TWO_TO_MINUS_53));
      double angle = 2 * Math.PI * unit(source);
      second = mean + deviation * (radius * StrictMath.sin(angle));
      return mean + deviation * (radius * StrictMath.cos(angle));
    }
  }

  /// Whole numbers `low … high − 1`, each equally likely.
  static Tensor randint(Shape shape, long low, long high, RandomGenerator random) {
    RecordedRandom.refuseDrawing("randint", null);
    if (low >= high || high - low < 0) {
      throw new IllegalArgumentException(
          "randint: the range %d … %d has no elements or more than 2⁶³; high is not included and above low"
              .formatted(low, high));
    }
    long[] elements = Memory.longs(shape);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = low + below(high - low, random);
    }
    return Tensor.of(elements, shape);
  }

  /// The numbers `0 … count − 1` shuffled, each order equally likely (Fisher and Yates, from the
  /// end).
  static Tensor permutation(int count, RandomGenerator random) {
    RecordedRandom.refuseDrawing("permutation", null);
    if (count < 0) {
      throw new IllegalArgumentException(
          "permutation: the count is %d; it is at least 0".formatted(count));
    }
    long[] elements = Ranges.arange(0, count, 1).toLongArray();
    for (int last = count - 1; last > 0; last--) {
      int other = (int) below(last + 1L, random);
      long moved = elements[last];
      elements[last] = elements[other];
      elements[other] = moved;
    }
    return Tensor.of(elements);
  }

  /// True with this probability, one long each.
  static Tensor bernoulli(Shape shape, double probability, RandomGenerator random) {
    RecordedRandom.refuseDrawing("bernoulli", random);
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "bernoulli: the probability is %s; it must be within 0 … 1".formatted(probability));
    }
    return draw(
        ElementType.BOOL, shape, random, source -> () -> unit(source) < probability ? 1 : 0);
  }

  /// A number in [0, 1) with 53 bits.
  private static double unit(RandomGenerator random) {
    return (random.nextLong() >>> 11) * TWO_TO_MINUS_53;
  }

  /// A whole number in `0 … bound − 1` without bias: the upper half of the 128-bit product of a
  /// long and the bound; a long whose lower half is one of the `2⁶⁴ mod bound` surplus ones is
  /// drawn again (Lemire, 2019).
  private static long below(long bound, RandomGenerator random) {
    long surplus = Long.remainderUnsigned(-bound, bound);
    while (true) {
      long bits = random.nextLong();
      if (Long.compareUnsigned(bits * bound, surplus) >= 0) {
        return Math.unsignedMultiplyHigh(bits, bound);
      }
    }
  }

  private static void requireFloating(String operation, ElementType type) {
    if (!type.isFloating()) {
      throw new ElementTypeException(
          operation,
          "makes F32 or F64 but the type is %s; use randint for whole numbers".formatted(type));
    }
    if (type.isNarrow()) {
      throw new ElementTypeException(
          operation,
          "makes F32 or F64 but the type is %s; draw F32 and convert it with to(ElementType.%s)"
              .formatted(type, type));
    }
  }
}
