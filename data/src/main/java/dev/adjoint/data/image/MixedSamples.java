package dev.adjoint.data.image;

import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Samples;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Mixup (Zhang and others 2017): image i becomes `λ · xᵢ + (1 − λ) · xⱼ` with another image j of
/// the set, and its target the probabilities `λ` for the class of i and `1 − λ` for that of j, `[N,
/// classes]`, F32. λ is drawn from Beta(α, α) for each image.
///
/// j and λ depend on the seed, the epoch and the number of the image alone.
///
/// @param inner images with labels
/// @param classes the number of classes
/// @param alpha α, in (0, 1]; 0.2 is usual
/// @param seed the seed of the run
/// @param epoch counted from 0
record MixedSamples(Samples inner, int classes, double alpha, long seed, int epoch)
    implements Samples {

  @Override
  public int count() {
    return inner.count();
  }

  @Override
  public long bytes() {
    return inner.bytes();
  }

  @Override
  public Optional<int[]> labels() {
    return inner.labels();
  }

  @Override
  public boolean isReadAhead() {
    return inner.isReadAhead();
  }

  @Override
  public Samples inEpoch(int number) {
    return new MixedSamples(inner.inEpoch(number), classes, alpha, seed, number);
  }

  @Override
  public Map<String, Tensor> read(int[] rows) {
    int[] others = new int[rows.length];
    float[] parts = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      RandomGenerator random = RandomStream.of(seed, "mixup", (long) epoch * count() + rows[i]);
      others[i] = random.nextInt(count());
      parts[i] = (float) beta(random);
    }
    Map<String, Tensor> fields = new LinkedHashMap<>(inner.read(rows));
    Map<String, Tensor> mixed = inner.read(others);
    Tensor images = field(fields, FEATURES);
    fields.put(
        FEATURES,
        Tensor.of(
            mixed(images.toFloatArray(), field(mixed, FEATURES).toFloatArray(), parts),
            images.shape()));
    fields.put(
        TARGET,
        Tensor.of(
            probabilities(
                field(fields, TARGET).toLongArray(), field(mixed, TARGET).toLongArray(), parts),
            Shape.of(rows.length, classes)));
    return fields;
  }

  private static Tensor field(Map<String, Tensor> fields, String name) {
    return Objects.requireNonNull(fields.get(name));
  }

  private static float[] mixed(float[] own, float[] other, float[] parts) {
    int each = own.length / parts.length;
    for (int i = 0; i < own.length; i++) {
      float part = parts[i / each];
      own[i] = part * own[i] + (1 - part) * other[i];
    }
    return own;
  }

  private float[] probabilities(long[] own, long[] other, float[] parts) {
    float[] targets = new float[parts.length * classes];
    for (int i = 0; i < parts.length; i++) {
      targets[i * classes + (int) own[i]] += parts[i];
      targets[i * classes + (int) other[i]] += 1 - parts[i];
    }
    return targets;
  }

  /// A number of Beta(α, α) for α ≤ 1, by Jöhnk's algorithm, in arithmetic that is the same
  /// everywhere.
  private double beta(RandomGenerator random) {
    while (true) {
      double x = StrictMath.pow(random.nextDouble(), 1 / alpha);
      double y = StrictMath.pow(random.nextDouble(), 1 / alpha);
      if (x + y > 0 && x + y <= 1) {
        return x / (x + y);
      }
    }
  }

  @Override
  public String fingerprint() {
    return "%s, mixed by %s".formatted(inner.fingerprint(), alpha);
  }
}
