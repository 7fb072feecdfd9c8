package dev.adjoint.pipeline.attribution;

import dev.adjoint.data.DataException;
import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.image.Pixels;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/// The sample without content that a sample is compared with. The choice changes the attribution,
/// so every result names it.
public enum Baseline {
  /// Every input is 0. Numbers are standardised, so this is the mean of the training samples; a
  /// category is none of those known, and a token has a vector of zeros.
  MEAN,
  /// Black pixels; images only.
  BLACK,
  /// White pixels; images only.
  WHITE;

  private static final double WHITE_BYTE = 255;

  /// The baseline with this name.
  ///
  /// @throws DataException when there is none
  public static Baseline of(String name) {
    return Arrays.stream(values())
        .filter(baseline -> baseline.toString().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "attribution: there is no baseline '%s'; choose mean, black or white"
                    .formatted(name)));
  }

  /// The usual baseline: black for images, else the mean.
  public static Baseline usual(Preprocessing preprocessing) {
    return preprocessing instanceof ImagePreprocessing
            || preprocessing instanceof PhotoPreprocessing
        ? BLACK
        : MEAN;
  }

  /// The prepared inputs of the baseline.
  ///
  /// @param shape `[1, …]`
  Tensor inputs(Preprocessing preprocessing, Shape shape) {
    if (this == MEAN) {
      return Tensor.zeros(shape);
    }
    return switch (preprocessing) {
      case ImagePreprocessing images -> {
        double pixel = this == BLACK ? 0 : images.greatest();
        yield Tensor.full(shape, (pixel - images.mean()) / images.std());
      }
      case PhotoPreprocessing photos -> {
        float[] inputs = new float[shape.count()];
        int plane = inputs.length / Pixels.CHANNELS;
        for (int i = 0; i < inputs.length; i++) {
          var channel = photos.channels().get(i / plane);
          double pixel = this == BLACK ? 0 : WHITE_BYTE;
          inputs[i] = (float) ((pixel - channel.mean()) / channel.std());
        }
        yield Tensor.of(inputs, shape);
      }
      default ->
          throw new DataException(
              "attribution: the baseline is %s, which is for images, but the model was trained on other data; use mean"
                  .formatted(this));
    };
  }

  /// The name in commands and requests.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
