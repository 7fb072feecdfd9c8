package dev.adjoint.tensor;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The generator that a recorded step draws from: at each run the one given to that run.
///
/// Random tensors made with it are part of the recording and drawn anew. A number that is drawn
/// from it in Java would be the same at every run, so that is refused.
final class RecordedRandom implements RandomGenerator {

  private @Nullable RandomGenerator present;

  void present(@Nullable RandomGenerator generator) {
    present = generator;
  }

  /// The generator behind `random`, for making a random tensor.
  static RandomGenerator source(RandomGenerator random) {
    return random instanceof RecordedRandom step ? step.source() : random;
  }

  private RandomGenerator source() {
    RandomGenerator generator = present;
    if (generator == null) {
      throw new IllegalArgumentException(
          "run: the step draws random numbers but was given no generator; call run(random, …)");
    }
    return generator;
  }

  @Override
  public long nextLong() {
    RecordingGate.refuse(
        "a random number",
        "was drawn into Java, where a recorded step does not come back to; draw it as a tensor, or outside");
    return source().nextLong();
  }
}
