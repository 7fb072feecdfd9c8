package dev.adjoint.data.image;

import dev.adjoint.data.DataException;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Images that are changed at random, each in another way in each epoch. The change depends on the
/// seed, the epoch and the number of the image alone, so neither the order nor the timing of
/// reading changes it.
///
/// @param inner the images, whose features are `[N, height, width]` or `[N, channels, height,
///   width]`, standardised
/// @param augmentation how they are changed
/// @param seed the seed of the run
/// @param epoch counted from 0
public record AugmentedSamples(Samples inner, Augmentation augmentation, long seed, int epoch)
    implements Samples {

  /// The images of a source, changed; the same source where nothing is to be changed.
  ///
  /// @param classes the number of classes, 0 for a target that is not a class
  /// @throws DataException when the samples are not images that are read by number
  public static Source of(
      Source source, boolean isImages, int classes, Augmentation augmentation, long seed) {
    if (augmentation.isNone()) {
      return source;
    }
    if (!isImages || !(source instanceof Samples samples)) {
      throw new DataException(
          "augment: %s is for images but the data has none; leave it out".formatted(augmentation));
    }
    if (!augmentation.isMixing()) {
      return new AugmentedSamples(samples, augmentation, seed, 0);
    }
    if (classes == 0) {
      throw new DataException(
          "augment: mixup mixes the classes of images but the target is not a class; leave out mixup");
    }
    return new MixedSamples(
        new AugmentedSamples(samples, augmentation, seed, 0),
        classes,
        augmentation.amount("mixup"),
        seed,
        0);
  }

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
  public Samples inEpoch(int number) {
    return new AugmentedSamples(inner, augmentation, seed, number);
  }

  @Override
  public Map<String, Tensor> read(int[] rows) {
    Map<String, Tensor> fields = new LinkedHashMap<>(inner.read(rows));
    Tensor images = fields.get(FEATURES);
    if (images == null || images.elementType() != ElementType.F32 || images.shape().rank() < 3) {
      throw new DataException("augment: the samples are not F32 images; leave augmentation out");
    }
    int[] sizes = images.shape().toArray();
    int height = sizes[sizes.length - 2];
    int width = sizes[sizes.length - 1];
    float[] pixels = images.toFloatArray();
    int each = pixels.length / rows.length;
    ImageChange change = new ImageChange(augmentation, each / (height * width), height, width);
    for (int i = 0; i < rows.length; i++) {
      long position = (long) epoch * count() + rows[i];
      change.apply(pixels, i * each, RandomStream.of(seed, "augment", position));
    }
    fields.put(FEATURES, Tensor.of(pixels, images.shape()));
    return fields;
  }

  @Override
  public String fingerprint() {
    return "%s, augmented by %s".formatted(inner.fingerprint(), augmentation);
  }
}
