package dev.adjoint.data;

import java.util.random.RandomGenerator;

/// A random generator whose state is one number, so that it can be saved with a training state and
/// restored to the same numbers: SplitMix64 (Steele, Lea and Flood 2014), with period 2⁶⁴.
///
/// For use by one thread.
public final class SeededRandom implements RandomGenerator {

  private long state;

  /// A generator that starts from a seed, which may be any number.
  public SeededRandom(long seed) {
    state = seed;
  }

  @Override
  public long nextLong() {
    state += RandomStream.GOLDEN;
    return RandomStream.mixed(state);
  }

  /// The state between two numbers.
  public long state() {
    return state;
  }

  /// Goes back to a state: the next number is the one that followed it.
  public void restore(long saved) {
    state = saved;
  }

  @Override
  public String toString() {
    return "SeededRandom(state %d)".formatted(state);
  }
}
