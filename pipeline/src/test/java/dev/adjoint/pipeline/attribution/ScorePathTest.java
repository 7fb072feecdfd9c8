package dev.adjoint.pipeline.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Lambda;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.pipeline.network.EmbeddedColumnsLayer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Slopes along the line from the baseline to a sample, for networks whose attribution is known.
final class ScorePathTest {

  private static final double[] END = {1};

  private final Linear linear =
      new Linear(
          Parameter.of(Tensor.of(new float[] {2, -3, 0.5f, 1, 1, 1}, Shape.of(2, 3))),
          Optional.of(Parameter.of(Tensor.of(new float[] {7, 0}))));

  @Test
  void aLinearNetworkIsDividedExactly() {
    Tensor x = Tensor.of(new float[] {1, 2, 4}, Shape.of(1, 3));
    Tensor b = Tensor.of(new float[] {0, 1, -2}, Shape.of(1, 3));
    ScorePath path = new ScorePath(linear, x, b, 0);
    assertThat(path.score(1)).isEqualTo(7 + 2 - 6 + 2);
    assertThat(path.score(0)).isEqualTo(7 - 3 - 1);
    Slopes slopes = path.slopes(END, END);
    assertThat(slopes.gradients()).containsExactly(2, -3, 0.5);
    assertThat(slopes.products()).containsExactly(2, -3, 3);
    assertThat(Occlusion.of(path, Occlusion.groups(numbers(3), List.of(), 3)))
        .containsExactly(2, -3, 3);
    assertThat(Occlusion.of(path, Occlusion.groups(numbers(3), List.of(1, 2), 3)))
        .as("a column of two inputs falls as a whole")
        .containsExactly(2, 0, 0);
  }

  @Test
  void theIntegralOfACubeIsItsFall() {
    Layer cube = new Lambda("cube", x -> x.multiply(x).multiply(x).sum(1).unsqueeze(1));
    Tensor x = Tensor.of(new float[] {2, -1}, Shape.of(1, 2));
    ScorePath path = new ScorePath(cube, x, Tensor.zeros(1, 2), 0);
    GaussLegendre rule = GaussLegendre.of(2);
    double[] values = path.slopes(rule.points(), rule.weights()).products();
    assertThat(values[0]).isCloseTo(8, within(1e-5));
    assertThat(values[1]).isCloseTo(-1, within(1e-6));
    assertThat(path.slopes(END, END).products())
        .as("gradient times input counts the end of the line alone")
        .containsExactly(24, -3);
  }

  @Test
  void aColumnThatIsLookedUpHasThePartOfItsVector() {
    Embedding table =
        Embedding.of(Parameter.of(Tensor.of(new float[] {0, 0, 3, -1}, Shape.of(2, 2))));
    EmbeddedColumnsLayer layer = new EmbeddedColumnsLayer(1, List.of(table), linear);
    Tensor x = Tensor.of(new float[] {5, 1}, Shape.of(1, 2));
    ScorePath path = new ScorePath(layer, x, Tensor.zeros(1, 2), 0);
    // The network behind sees [5, 3, −1] with the weights [2, −3, 0.5].
    assertThat(path.score(1) - path.score(0)).isEqualTo(10 - 9 - 0.5);
    assertThat(path.slopes(END, END).products()).containsExactly(10, -9.5);
    assertThat(path.slopes(END, END).gradients()[1])
        .as("the length of the gradient of the vector")
        .isCloseTo(Math.sqrt(9.25), within(1e-6));
    GaussLegendre rule = GaussLegendre.of(4);
    double[] values = path.slopes(rule.points(), rule.weights()).products();
    assertThat(values[0]).isCloseTo(10, within(1e-5));
    assertThat(values[1]).isCloseTo(-9.5, within(1e-5));
  }

  @Test
  void squaresCoverEveryPixelOfAnImage() {
    int[] covered = new int[3 * 10 * 17];
    for (int[] group :
        Occlusion.groups(new InputForm.Image(Shape.of(3, 10, 17)), List.of(), covered.length)) {
      for (int input : group) {
        covered[input]++;
      }
    }
    assertThat(covered).doesNotContain(0);
  }

  @Test
  void everySampleOfABatchHasTheOutputThatItHasAlone() {
    Tensor x = Tensor.of(new float[] {1, 2, 4, 0, 1, -2}, Shape.of(2, 3));
    ScorePath path = new ScorePath(linear, x.slice(0, 0, 1), Tensor.zeros(1, 3), 1);
    assertThat(path.scores(x)).containsExactly(7, -1);
    assertThat(path.chosen(linear.forward(x, Pass.INFERENCE)).shape()).isEqualTo(Shape.of(2));
  }

  private static InputForm numbers(int count) {
    return new InputForm.Numbers(Shape.of(count));
  }
}
