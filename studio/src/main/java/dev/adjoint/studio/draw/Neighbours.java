package dev.adjoint.studio.draw;

import dev.adjoint.data.DataSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The training samples that are nearest to an image, by the Euclidean distance of the prepared
/// pixels, divided by the root of their number; so 1 is one standard deviation for each pixel.
final class Neighbours {

  private static final int MOST_SAMPLES = 20_000;
  private static final int PROBES = 64;
  private static final double USUAL = 0.95;

  private final float[] pixels;
  private final int width;
  private final int count;
  private final double usual;

  /// A training sample and how far it is away.
  ///
  /// @param index its number in the training part
  record Near(int index, double distance) {}

  /// The first samples of the training part; at most 20,000 are looked at.
  Neighbours(DataSet training) {
    count = Math.min(training.count(), MOST_SAMPLES);
    float[] all = training.features().toFloatArray();
    width = all.length / training.count();
    pixels = count == training.count() ? all : Arrays.copyOf(all, count * width);
    double[] distances = new double[Math.min(PROBES, count)];
    for (int i = 0; i < distances.length; i++) {
      int probe = (int) ((long) i * count / distances.length);
      float[] sample = Arrays.copyOfRange(pixels, probe * width, (probe + 1) * width);
      List<Near> two = nearest(sample, 2);
      distances[i] = two.getLast().distance();
    }
    Arrays.sort(distances);
    usual = distances[(int) (USUAL * (distances.length - 1))];
  }

  /// How many samples are looked at.
  int count() {
    return count;
  }

  /// The distance from a training sample to the next one that 95 % of them do not exceed. What is
  /// farther away looks unlike the training data.
  double usual() {
    return usual;
  }

  /// The nearest samples, the nearest first.
  List<Near> nearest(float[] image, int most) {
    PriorityQueue<Near> kept =
        new PriorityQueue<>(Comparator.comparingDouble(Near::distance).reversed());
    double worst = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double squares = 0;
      int at = i * width;
      for (int from = 0; from < width && squares < worst; from += 64) {
        float part = 0;
        for (int j = from; j < Math.min(from + 64, width); j++) {
          float difference = image[j] - pixels[at + j];
          part += difference * difference;
        }
        squares += part;
      }
      if (squares < worst) {
        kept.add(new Near(i, squares));
        if (kept.size() > most) {
          kept.remove();
          worst = kept.element().distance();
        }
      }
    }
    List<Near> sorted = new ArrayList<>(kept);
    sorted.sort(Comparator.comparingDouble(Near::distance).thenComparingInt(Near::index));
    return sorted.stream()
        .map(near -> new Near(near.index(), Math.sqrt(near.distance() / width)))
        .toList();
  }
}
