package dev.adjoint.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MixedSamplesTest {

  private static final int COUNT = 40;
  private static final Augmentation MIXUP = Augmentation.of("mixup=0.5");

  /// Image i has the value i everywhere, and its class is the rest of i by 4.
  private static DataSet images() {
    float[] pixels = new float[COUNT * 4];
    long[] labels = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      for (int k = 0; k < 4; k++) {
        pixels[4 * i + k] = i;
      }
      labels[i] = i % 4;
    }
    return new DataSet(
        Tensor.of(pixels, Shape.of(COUNT, 1, 2, 2)),
        Tensor.of(labels),
        List.of("a", "b", "c", "d"),
        List.of());
  }

  private static Samples mixed() {
    return (Samples) AugmentedSamples.of(images(), true, 4, MIXUP, 3);
  }

  @Test
  void theTargetSaysHowMuchOfEachImageIsThere() {
    Samples samples = mixed();
    Map<String, Tensor> fields = samples.read(IntStream.range(0, COUNT).toArray());
    float[] pixels = Objects.requireNonNull(fields.get("features")).toFloatArray();
    float[] targets = Objects.requireNonNull(fields.get("target")).toFloatArray();
    assertThat(fields.get("target").shape()).isEqualTo(Shape.of(COUNT, 4));
    int really = 0;
    for (int i = 0; i < COUNT; i++) {
      double sum = 0;
      int classes = 0;
      for (int k = 0; k < 4; k++) {
        sum += targets[4 * i + k];
        classes += targets[4 * i + k] > 0 ? 1 : 0;
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
      assertThat(classes).isBetween(1, 2);
      double own = targets[4 * i + i % 4];
      if (classes == 2 && own > 0.05 && own < 0.95) {
        really++;
        // The value of the image that was mixed in has another class.
        double other = (pixels[4 * i] - own * i) / (1 - own);
        assertThat(other).isCloseTo(Math.rint(other), within(1e-3));
        assertThat((int) Math.rint(other) % 4).isNotEqualTo(i % 4);
      }
    }
    assertThat(really).isGreaterThan(5);
  }

  @Test
  void anImageIsMixedTheSameInAnyBatchAndOtherwiseInTheNextEpoch() {
    Samples samples = mixed();
    float[] alone =
        Objects.requireNonNull(samples.read(new int[] {7}).get("features")).toFloatArray();
    float[] second =
        Objects.requireNonNull(samples.read(new int[] {3, 7}).get("features")).toFloatArray();
    assertThat(new float[] {second[4], second[5], second[6], second[7]}).isEqualTo(alone);
    int[] all = IntStream.range(0, COUNT).toArray();
    assertThat(Objects.requireNonNull(samples.inEpoch(1).read(all).get("target")).toFloatArray())
        .isNotEqualTo(Objects.requireNonNull(samples.read(all).get("target")).toFloatArray());
    assertThat(samples.labels()).isPresent();
    assertThat(samples.fingerprint()).endsWith(", mixed by 0.5");
  }

  @Test
  void theTextOfMixupAndRandAugmentIsReadBack() {
    Augmentation both = Augmentation.of("usual,randaugment=0.3,mixup=0.2");
    assertThat(Augmentation.of(both.toString())).isEqualTo(both);
    assertThat(both.isMixing()).isTrue();
    assertThatThrownBy(() -> Augmentation.of("mixup=2"))
        .isInstanceOf(DataException.class)
        .hasMessage("augment: mixup needs a number of 0 … 1.0 but has '2'; write mixup=0.1");
    assertThatThrownBy(() -> AugmentedSamples.of(images(), true, 0, MIXUP, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "augment: mixup mixes the classes of images but the target is not a class; leave out mixup");
  }
}
