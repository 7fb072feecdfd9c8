package dev.adjoint.explain.sample;

/// How much of the gradient of a batch is noise: the part of its squared length that is expected
/// from the choice of the samples alone.
///
/// ```
/// noise = n / (n − 1) · Σᵢ |gᵢ − g/n|²        share = noise / |g|²
/// ```
///
/// Here gᵢ is the part of sample i and g their sum. If samples are drawn independently, the
/// expected squared length of g is that of the gradient of all data plus the noise. A share near 1
/// says that another batch would point somewhere else; above 1, nothing but noise can be seen.
///
/// @param samples the number of samples, at least 2
/// @param square the squared length of g
/// @param noise the estimate
public record BatchNoise(int samples, double square, double noise) {

  /// The noise of the gradients of a batch.
  ///
  /// @throws IllegalArgumentException for a batch of one sample, which says nothing about others
  public static BatchNoise of(SampleGradients gradients) {
    int n = gradients.samples();
    if (n < 2) {
      throw new IllegalArgumentException(
          "batch noise: the batch has %d sample but at least 2 are needed; choose a larger batch"
              .formatted(n));
    }
    int count = gradients.part(0).length;
    double square = 0;
    double noise = 0;
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int sample = 0; sample < n; sample++) {
        sum += gradients.part(sample)[i];
      }
      square += sum * sum;
      for (int sample = 0; sample < n; sample++) {
        double off = gradients.part(sample)[i] - sum / n;
        noise += off * off;
      }
    }
    return new BatchNoise(n, square, noise * n / (n - 1));
  }

  /// The part of the squared length that is noise; NaN for a gradient of length 0.
  public double share() {
    return noise / square;
  }
}
