package dev.adjoint.bench.workload;

/// The random numbers of the workloads: SplitMix64, a few lines in any language.
///
/// **Source**: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
public final class SplitMix {

  private long state;

  /// Begins at this seed.
  public SplitMix(long seed) {
    state = seed;
  }

  long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// A multiple of 2⁻²⁴ in `0 ≤ u < 1`.
  public double unit() {
    return (next() >>> 40) * 0x1p-24;
  }

  /// A multiple of 2⁻²³ in `−1 ≤ u < 1`.
  public double symmetric() {
    return 2 * unit() - 1;
  }

  /// One of `0 … bound − 1`.
  public int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  /// Numbers in `±bound`; the product is rounded once.
  public static float[] uniform(long seed, int count, double bound) {
    SplitMix random = new SplitMix(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.symmetric() * bound);
    }
    return numbers;
  }
}
