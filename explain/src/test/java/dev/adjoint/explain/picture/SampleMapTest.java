package dev.adjoint.explain.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleMapTest {

  /// Three groups far from each other in ten dimensions.
  private static double[][] groups(int each) {
    Random random = new Random(1);
    double[][] points = new double[3 * each][10];
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < 10; j++) {
        points[i][j] = random.nextGaussian() + (j % 3 == i % 3 ? 12 : 0);
      }
    }
    return points;
  }

  @Test
  void thePrincipalPlaneOfAPlaneIsThePlane() {
    double[][] points = new double[50][4];
    Random random = new Random(2);
    for (double[] row : points) {
      double a = 5 * random.nextGaussian();
      double b = random.nextGaussian();
      row[0] = 1 + 0.6 * a;
      row[1] = 2 + 0.8 * a;
      row[2] = b;
      row[3] = 7;
    }
    PrincipalPlane plane = PrincipalPlane.of(points);
    assertThat(plane.share()).isCloseTo(1, within(1e-9));
    for (int i = 1; i < 50; i++) {
      double there = 0;
      for (int j = 0; j < 4; j++) {
        there += Math.pow(points[i][j] - points[0][j], 2);
      }
      double here = Math.hypot(plane.x()[i] - plane.x()[0], plane.y()[i] - plane.y()[0]);
      assertThat(here).isCloseTo(Math.sqrt(there), within(1e-6));
    }
  }

  @Test
  void neighboursStayNeighbours() {
    double[][] points = groups(20);
    NeighbourMap map = NeighbourMap.of(points, PrincipalPlane.of(points));
    for (int i = 0; i < 60; i++) {
      int nearest = i == 0 ? 1 : 0;
      for (int j = 0; j < 60; j++) {
        if (j != i && distance(map, i, j) < distance(map, i, nearest)) {
          nearest = j;
        }
      }
      assertThat(nearest % 3).as("the group of the neighbour of %d", i).isEqualTo(i % 3);
    }
    assertThat(map.perplexity()).isCloseTo(59 / 3.0, within(1e-12));
    assertThat(map.divergence()).isBetween(0.0, 1.0);
    assertThat(NeighbourMap.of(points, PrincipalPlane.of(points)).x()).isEqualTo(map.x());
  }

  private static double distance(NeighbourMap map, int i, int j) {
    return Math.hypot(map.x()[i] - map.x()[j], map.y()[i] - map.y()[j]);
  }

  @Test
  void bothPicturesAndTheBentPlaneAreDrawnFromANetwork() {
    Random random = new Random(3);
    var model = Sequential.of(Linear.of(2, 6, random), Activation.TANH, Linear.of(6, 2, random));
    Tensor x = Tensor.normal(Shape.of(24, 2), 0, 1, random);
    int[] classes = new int[24];
    for (int i = 0; i < 24; i++) {
      classes[i] = i % 2;
    }
    SampleMap found = SampleMap.of(model, x, classes, List.of("no", "yes"));
    assertThat(found.size()).isEqualTo(6);
    var pictures = found.pictures(Wording.english());
    assertThat(pictures).containsOnlyKeys("embedding-pca", "embedding-tsne");
    pictures.values().forEach(picture -> assertThat(picture.toSvg()).contains("yes"));
    BentPlane bent = BentPlane.of(model, x, classes, List.of("no", "yes"));
    assertThat(bent.lines()).hasSize(34).allMatch(line -> line.size() == 65);
    assertThat(bent.points()).allMatch(point -> Math.abs(point.x()) <= 1);
    assertThat(bent.picture(Wording.of(Locale.CHINESE)).title()).isEqualTo("网络如何弯曲平面");
  }

  @Test
  void whatHasNoSuchPictureIsRefusedInWords() {
    Random random = new Random(3);
    var model = Sequential.of(Linear.of(3, 6, random), Activation.TANH);
    Tensor x = Tensor.normal(Shape.of(4, 3), 0, 1, random);
    assertThatThrownBy(() -> SampleMap.of(model, x, new int[4], List.of("a")))
        .hasMessage("embedding: there are 4 samples but at least 8 are needed; hold more out");
    assertThatThrownBy(() -> SampleMap.of(Activation.RELU, x, new int[9], List.of("a")))
        .hasMessage(
            "embedding: the network has no linear layer that reads a row for each sample; draw its histograms");
    assertThatThrownBy(() -> BentPlane.of(model, x, new int[4], List.of("a")))
        .hasMessage(
            "bent plane: the inputs have shape [4, 3] but only a network of two numbers bends a plane; draw its embedding");
  }
}
