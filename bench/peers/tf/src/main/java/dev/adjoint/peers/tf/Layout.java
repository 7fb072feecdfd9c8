package dev.adjoint.peers.tf;

import dev.adjoint.peers.Sizes;
import dev.adjoint.peers.Weight;

/// The orders of numbers that TensorFlow wants: channels last, and products from the right.
final class Layout {

  private Layout() {}

  /// `[out, in]` becomes `[in, out]`, a filter `[out, in, rows, columns]` `[rows, columns, in,
  /// out]`; others stay.
  static Weight of(Weight weight) {
    long[] shape = weight.shape();
    return switch (shape.length) {
      case 2 ->
          new Weight(
              weight.name(),
              new long[] {shape[1], shape[0]},
              swapped(weight.values(), 1, (int) shape[0], (int) shape[1]));
      case 4 -> {
        int out = (int) shape[0];
        int in = (int) shape[1];
        int places = (int) (shape[2] * shape[3]);
        float[] values = swapped(weight.values(), 1, out, in * places); // [in, places, out]
        float[] ordered = new float[values.length];
        for (int channel = 0; channel < in; channel++) {
          for (int place = 0; place < places; place++) {
            int from = (channel * places + place) * out;
            System.arraycopy(values, from, ordered, (place * in + channel) * out, out);
          }
        }
        yield new Weight(weight.name(), new long[] {shape[2], shape[3], in, out}, ordered);
      }
      default -> weight;
    };
  }

  /// The same for W3's first linear layer, whose inputs come with their channels last: `[out,
  /// channel, place]` becomes `[place, channel, out]`.
  static Weight ofFlattened(Weight weight) {
    int out = (int) weight.shape()[0];
    float[] last = swapped(weight.values(), out, Sizes.DIGIT_CHANNELS, Sizes.DIGIT_PLACES);
    return of(new Weight(weight.name(), weight.shape(), last));
  }

  /// `[image, channel, place]` becomes `[image, place, channel]`.
  static float[] channelsLast(float[] images, int channels, int places) {
    return swapped(images, images.length / (channels * places), channels, places);
  }

  /// `[sample, step, number]` becomes `[step, sample, number]`.
  static float[] stepsFirst(float[] samples, int steps, int numbers) {
    int count = samples.length / (steps * numbers);
    float[] ordered = new float[samples.length];
    for (int sample = 0; sample < count; sample++) {
      for (int step = 0; step < steps; step++) {
        int from = (sample * steps + step) * numbers;
        System.arraycopy(samples, from, ordered, (step * count + sample) * numbers, numbers);
      }
    }
    return ordered;
  }

  /// `[count, rows, columns]` with rows and columns exchanged.
  private static float[] swapped(float[] values, int count, int rows, int columns) {
    float[] swapped = new float[values.length];
    for (int matrix = 0; matrix < count; matrix++) {
      int start = matrix * rows * columns;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          swapped[start + column * rows + row] = values[start + row * columns + column];
        }
      }
    }
    return swapped;
  }
}
