package dev.adjoint.data;

import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/// Makes generators that depend on nothing but a seed, a purpose and a position.
///
/// A resumed run asks for the same (seed, purpose, position) and gets the same numbers, so no
/// generator's state is ever stored. Different purposes give unrelated streams: the order of the
/// rows does not change when the weights are drawn differently.
public final class RandomStream {
  private static final RandomGeneratorFactory<SplittableGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /// 2⁶⁴ divided by the golden ratio, made odd: the step of SplitMix64.
  static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private RandomStream() {}

  /// The generator for one purpose.
  ///
  /// @param seed the run's seed, any value
  /// @param purpose what the numbers are for, such as `split`
  /// @return a fresh L64X128MixRandom
  public static SplittableGenerator of(long seed, String purpose) {
    return of(seed, purpose, 0);
  }

  /// The generator for one purpose at one position.
  ///
  /// @param seed the run's seed, any value
  /// @param purpose what the numbers are for, such as `shuffle`
  /// @param position where in the run, such as the epoch
  /// @return a fresh L64X128MixRandom
  public static SplittableGenerator of(long seed, String purpose, long position) {
    long mixed = mix(seed);
    for (int i = 0; i < purpose.length(); i++) {
      mixed = mix(mixed ^ purpose.charAt(i));
    }
    return FACTORY.create(mix(mixed ^ position));
  }

  /// SplitMix64's step: adds the golden ratio, then mixes.
  private static long mix(long value) {
    return mixed(value + GOLDEN);
  }

  /// SplitMix64's mixing, Stafford's variant 13.
  static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
