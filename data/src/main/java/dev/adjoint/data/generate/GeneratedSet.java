package dev.adjoint.data.generate;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The generated sets by name, each with the count and noise that show it well.
public enum GeneratedSet {
  /// Two half circles, [Points#moons].
  MOONS(1000, 0.1),
  /// A circle in a circle, [Points#circles].
  CIRCLES(1000, 0.05),
  /// Two spirals, [Points#spirals].
  SPIRALS(1000, 0.02),
  /// Three clouds, [Points#blobs].
  BLOBS(1000, 0.25),
  /// Four quarters, [Points#xor].
  XOR(1000, 0),
  /// A sine, [Curves#sine].
  SINE(1000, 0.1),
  /// A plane, [Curves#plane].
  PLANE(1000, 0.1),
  /// Digits drawn by strokes, [Digits#draw].
  DIGITS(5000, 0.1);

  private final int count;
  private final double noise;

  GeneratedSet(int count, double noise) {
    this.count = count;
    this.noise = noise;
  }

  /// The set of a name, in any case.
  ///
  /// @param name such as `spirals`
  /// @return the set
  /// @throws DataException when there is none of this name
  public static GeneratedSet named(String name) {
    for (GeneratedSet set : values()) {
      if (set.toString().equalsIgnoreCase(name)) {
        return set;
      }
    }
    List<String> names = Stream.of(values()).map(GeneratedSet::toString).toList();
    throw new DataException(
        "generate: there is no set '%s'; %s".formatted(name, Spelling.suggest(name, names)));
  }

  /// The number of samples that shows this set well.
  ///
  /// @return the count
  public int count() {
    return count;
  }

  /// The noise that shows this set well.
  ///
  /// @return the standard deviation
  public double noise() {
    return noise;
  }

  /// Draws this set.
  ///
  /// @param samples how many, at least 1
  /// @param deviation standard deviation of the noise, at least 0
  /// @param random where it comes from
  /// @return the set
  /// @throws DataException when the count or the noise is below its least value
  public DataSet draw(int samples, double deviation, RandomGenerator random) {
    return switch (this) {
      case MOONS -> Points.moons(samples, deviation, random);
      case CIRCLES -> Points.circles(samples, deviation, random);
      case SPIRALS -> Points.spirals(samples, deviation, random);
      case BLOBS -> Points.blobs(samples, deviation, random);
      case XOR -> Points.xor(samples, deviation, random);
      case SINE -> Curves.sine(samples, deviation, random);
      case PLANE -> Curves.plane(samples, deviation, random);
      case DIGITS -> Digits.draw(samples, deviation, random);
    };
  }

  static void requireCountAndNoise(int count, double noise) {
    if (count < 1) {
      throw new DataException(
          "generate: at least 1 sample is needed but the count is %d; choose 1 or more"
              .formatted(count));
    }
    if (!(noise >= 0) || noise == Double.POSITIVE_INFINITY) {
      throw new DataException(
          "generate: noise is a standard deviation of at least 0 but is %s; choose 0 for none"
              .formatted(noise));
    }
  }

  /// The name as it is written on a command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
