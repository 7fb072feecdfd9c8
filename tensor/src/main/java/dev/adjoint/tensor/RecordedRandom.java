package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.RecordingGate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The generator that a recorded step draws from: at each run the one given to that run.
///
/// Random tensors made with it are part of the recording, and each replay draws new numbers. A
/// number that is drawn from it in Java would be the same at every run, so that is refused.
final class RecordedRandom implements RandomGenerator {

  private @Nullable RandomGenerator present;

  void present(@Nullable RandomGenerator generator) {
    present = generator;
  }

  /// The generator behind `random`, for making a random tensor.
  static RandomGenerator source(RandomGenerator random) {
    return random instanceof RecordedRandom step ? step.source() : random;
  }

  /// Refuses random numbers if this thread is recording, except those from the generator that is
  /// given to each run.
  ///
  /// @param random the generator, or null where they cannot be part of a recording at all
  static void refuseDrawing(String operation, @Nullable RandomGenerator random) {
    if (!(random instanceof RecordedRandom)) {
      RecordingGate.refuse(
          operation,
          "draws random numbers, which a recorded step would repeat; draw them outside and give them to the step as an input, or use the generator of RecordedStep.withRandom");
    }
  }

  private RandomGenerator source() {
    RandomGenerator generator = present;
    if (generator == null) {
      throw new IllegalArgumentException(
          "run: the step draws random numbers but was given no generator; call run(random, …)");
    }
    return generator;
  }

  private RandomGenerator drawn() {
    RecordingGate.refuse(
        "a random number",
        "was drawn into Java code, which a replay does not run; draw it as a tensor, or outside");
    return source();
  }

  // Generators differ in how they make other numbers from long ones, so each method is passed on.

  @Override
  public long nextLong() {
    return drawn().nextLong();
  }

  @Override
  public long nextLong(long bound) {
    return drawn().nextLong(bound);
  }

  @Override
  public long nextLong(long origin, long bound) {
    return drawn().nextLong(origin, bound);
  }

  @Override
  public int nextInt() {
    return drawn().nextInt();
  }

  @Override
  public int nextInt(int bound) {
    return drawn().nextInt(bound);
  }

  @Override
  public int nextInt(int origin, int bound) {
    return drawn().nextInt(origin, bound);
  }

  @Override
  public float nextFloat() {
    return drawn().nextFloat();
  }

  @Override
  public double nextDouble() {
    return drawn().nextDouble();
  }

  @Override
  public boolean nextBoolean() {
    return drawn().nextBoolean();
  }

  @Override
  public double nextGaussian() {
    return drawn().nextGaussian();
  }

  @Override
  public void nextBytes(byte[] bytes) {
    drawn().nextBytes(bytes);
  }
}
