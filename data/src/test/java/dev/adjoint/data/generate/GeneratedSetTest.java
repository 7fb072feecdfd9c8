package dev.adjoint.data.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Task;
import dev.adjoint.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedSetTest {
  private static DataSet draw(GeneratedSet set, int count, double noise, long seed) {
    return set.draw(count, noise, RandomStream.of(seed, "generate"));
  }

  @ParameterizedTest
  @EnumSource(GeneratedSet.class)
  void theSeedDecidesEveryBit(GeneratedSet set) {
    DataSet first = draw(set, 31, set.noise(), 5);
    DataSet again = draw(set, 31, set.noise(), 5);
    assertThat(first.count()).isEqualTo(31);
    assertThat(again.features().toFloatArray()).isEqualTo(first.features().toFloatArray());
    assertThat(again.target().toDoubleArray()).isEqualTo(first.target().toDoubleArray());
    assertThat(draw(set, 31, set.noise(), 6).features().toFloatArray())
        .isNotEqualTo(first.features().toFloatArray());
  }

  @ParameterizedTest
  @EnumSource(GeneratedSet.class)
  void classesHaveEquallyManySamples(GeneratedSet set) {
    DataSet data = draw(set, 60, set.noise(), 5);
    if (data.task() == Task.CLASSIFICATION) {
      int[] counts = new int[data.classes().size()];
      for (int label : data.target().toIntArray()) {
        counts[label]++;
      }
      assertThat(counts).containsOnly(60 / counts.length);
    }
  }

  @Test
  void pointsWithoutNoiseLieOnTheirFormula() {
    DataSet circles = draw(GeneratedSet.CIRCLES, 50, 0, 1);
    DataSet moons = draw(GeneratedSet.MOONS, 50, 0, 1);
    DataSet spirals = draw(GeneratedSet.SPIRALS, 50, 0, 1);
    DataSet xor = draw(GeneratedSet.XOR, 50, 0, 1);
    for (int i = 0; i < 50; i++) {
      assertThat(radius(circles, i, 0, 0)).isCloseTo(i % 2 == 0 ? 1 : 0.5, within(1e-6));
      double moon = i % 2 == 0 ? radius(moons, i, 0, 0) : radius(moons, i, 1, 0.5);
      assertThat(moon).isCloseTo(1, within(1e-6));
      double r = radius(spirals, i, 0, 0);
      assertThat(r).isBetween(0.1 - 1e-6, 1.0);
      double angle = 2 * Math.PI * 1.75 * r + Math.PI * (i % 2);
      assertThat((double) at(spirals, i, 0)).isCloseTo(r * Math.cos(angle), within(1e-5));
      assertThat(at(xor, i, 0) * at(xor, i, 1) < 0).isEqualTo(i % 2 == 1);
    }
  }

  @Test
  void numbersWithoutNoiseLieOnTheirFormula() {
    DataSet sine = draw(GeneratedSet.SINE, 40, 0, 1);
    DataSet plane = draw(GeneratedSet.PLANE, 40, 0, 1);
    float[] sines = sine.target().toFloatArray();
    float[] heights = plane.target().toFloatArray();
    float[] x = sine.features().toFloatArray();
    for (int i = 0; i < 40; i++) {
      assertThat((double) sines[i]).isCloseTo(Math.sin(x[i]), within(1e-6));
      double height = 2 * at(plane, i, 0) - 3 * at(plane, i, 1) + 1;
      assertThat((double) heights[i]).isCloseTo(height, within(1e-5));
    }
    assertThat(sine.features().shape()).isEqualTo(Shape.of(40, 1));
    assertThat(sine.target().shape()).isEqualTo(Shape.of(40, 1));
  }

  @Test
  void noiseIsAStandardDeviation() {
    DataSet noisy = draw(GeneratedSet.CIRCLES, 4000, 0.1, 1);
    double squares = 0;
    for (int i = 0; i < 4000; i++) {
      double off = radius(noisy, i, 0, 0) - (i % 2 == 0 ? 1 : 0.5);
      squares += off * off;
    }
    assertThat(Math.sqrt(squares / 4000)).isCloseTo(0.1, within(0.01));
  }

  @Test
  void aSetIsFoundByName() {
    assertThat(GeneratedSet.named("Moons")).isEqualTo(GeneratedSet.MOONS);
    assertThatThrownBy(() -> GeneratedSet.named("spiral"))
        .isInstanceOf(DataException.class)
        .hasMessage("generate: there is no set 'spiral'; did you mean spirals?");
  }

  @Test
  void countAndNoiseMustMakeSense() {
    assertThatThrownBy(() -> draw(GeneratedSet.MOONS, 0, 0.1, 1))
        .hasMessage("generate: at least 1 sample is needed but the count is 0; choose 1 or more");
    assertThatThrownBy(() -> draw(GeneratedSet.SINE, 1, -0.1, 1))
        .hasMessage(
            "generate: noise is a standard deviation of at least 0 but is -0.1; choose 0 for none");
  }

  private static float at(DataSet data, int row, int column) {
    return data.features().toFloatArray()[2 * row + column];
  }

  private static double radius(DataSet data, int row, double x, double y) {
    return Math.hypot(at(data, row, 0) - x, at(data, row, 1) - y);
  }
}
