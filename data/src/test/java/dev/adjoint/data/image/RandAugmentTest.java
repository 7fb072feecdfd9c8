package dev.adjoint.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RandAugmentTest {

  private static final int SIDE = 8;
  private static final int PLANE = SIDE * SIDE;
  private static final RandAugment STRONG = new RandAugment(1, 3, SIDE, SIDE);

  /// Three channels that rise from left to right, from top to bottom, and along the diagonal, where
  /// one pixel is brighter.
  private static float[] image() {
    float[] pixels = new float[3 * PLANE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        pixels[y * SIDE + x] = x - 3.5f;
        pixels[PLANE + y * SIDE + x] = y - 3.5f;
        pixels[2 * PLANE + y * SIDE + x] = (x + y - 7) / 2f;
      }
    }
    pixels[2 * PLANE + 3 * SIDE + 3] += 2;
    return pixels;
  }

  private static float[] changed(RandAugment.Change change, double side) {
    float[] pixels = image();
    STRONG.apply(change, pixels, 0, side);
    return pixels;
  }

  @Test
  void everyChangeButTheIdentityDoesSomething() {
    for (RandAugment.Change change : RandAugment.Change.values()) {
      float[] pixels = changed(change, 1);
      if (change == RandAugment.Change.IDENTITY) {
        assertThat(pixels).isEqualTo(image());
      } else {
        assertThat(pixels).as(change.name()).isNotEqualTo(image());
      }
      for (float pixel : pixels) {
        assertThat(pixel).as(change.name()).isFinite();
      }
    }
  }

  @Test
  void aStrengthOfNothingMovesAndColoursNothing() {
    for (RandAugment.Change change : RandAugment.Change.values()) {
      switch (change) {
        // These don't depend on the strength, or round.
        case AUTOCONTRAST, EQUALIZE, POSTERIZE -> {}
        default ->
            assertThat(changed(change, 0))
                .as(change.name())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(image());
      }
    }
  }

  @Test
  void translationMovesByPartsOfTheSide() {
    float[] pixels = changed(RandAugment.Change.TRANSLATE_X, 2 / 0.45 / SIDE);
    for (int x = 0; x < SIDE; x++) {
      assertThat(pixels[x]).isCloseTo(x < 2 ? 0 : x - 2 - 3.5f, within(1e-5f));
    }
  }

  @Test
  void coloursAreChangedAsTheirNamesSay() {
    assertThat(changed(RandAugment.Change.BRIGHTNESS, 0.5)[0]).isCloseTo(-3.05f, within(1e-6f));
    assertThat(changed(RandAugment.Change.CONTRAST, 0.5)[0])
        .isCloseTo(-3.5f * 1.45f, within(0.01f));
    float[] grey = changed(RandAugment.Change.COLOUR, -1 / 0.9);
    assertThat(grey[5]).isCloseTo(grey[PLANE + 5], within(1e-6f));
    float[] mirrored = image();
    new PixelChange(mirrored, 0, 3, SIDE, SIDE).solarize(0);
    assertThat(mirrored[1]).isEqualTo(2.5f);
    float[] levels = image();
    new PixelChange(levels, 0, 3, SIDE, SIDE).posterize(1);
    assertThat(levels[6]).isEqualTo(-3.5f);
    assertThat(levels[7]).isEqualTo(3.5f);
    float[] stretched = changed(RandAugment.Change.AUTOCONTRAST, 1);
    assertThat(stretched[0]).isEqualTo(-2);
    assertThat(stretched[7]).isEqualTo(2);
  }

  @Test
  void equalizedChannelsAreUniform() {
    float[] pixels = changed(RandAugment.Change.EQUALIZE, 1);
    double[] first = new double[PLANE];
    for (int i = 0; i < PLANE; i++) {
      first[i] = pixels[2 * PLANE + i];
    }
    double mean = Arrays.stream(first).average().orElseThrow();
    double square = Arrays.stream(first).map(v -> v * v).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(square).isCloseTo(1, within(0.05));
    float[] plain = new float[3 * PLANE];
    STRONG.apply(RandAugment.Change.EQUALIZE, plain, 0, 1);
    assertThat(plain).containsOnly(0);
  }

  @Test
  void sharpnessWeighsTheMiddleFiveOfThirteen() {
    float[] pixels = new float[PLANE];
    pixels[3 * SIDE + 3] = 13;
    new PixelChange(pixels, 0, 1, SIDE, SIDE).sharpen(0);
    assertThat(pixels[3 * SIDE + 3]).isCloseTo(5, within(1e-6f));
    assertThat(pixels[2 * SIDE + 4]).isCloseTo(1, within(1e-6f));
    assertThat(pixels[5 * SIDE + 3]).isZero();
  }

  @Test
  void theSameSeedGivesTheSameImageAndOthersGiveOthers() {
    float[][] images =
        IntStream.of(1, 1, 2, 3, 4)
            .mapToObj(seed -> {
              float[] pixels = image();
              STRONG.apply(pixels, 0, RandomStream.of(seed, "augment", 0));
              return pixels;
            })
            .toArray(float[][]::new);
    assertThat(images[0]).isEqualTo(images[1]);
    assertThat(Arrays.stream(images).map(Arrays::toString).distinct().count()).isGreaterThan(2);
  }
}
