package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.plot.picture.Drawn;
import dev.adjoint.plot.picture.ParsedSvg;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelMapsTest {
  private static final Range UNIT = new Range(-1, 1);

  /// Class 1 to the right of x = 0, the surer the farther.
  private static DecisionMap halves() {
    Grid right = Grid.of((x, y) -> 1 / (1 + Math.exp(-6 * x)), UNIT, UNIT, 60, 60);
    Grid left = Grid.of((x, y) -> 1 - 1 / (1 + Math.exp(-6 * x)), UNIT, UNIT, 60, 60);
    return new DecisionMap(
        "halves",
        "x₁",
        "x₂",
        List.of("left", "right"),
        List.of(left, right),
        List.of(List.of(new Point(-0.5, 0)), List.of(new Point(0.5, 0.2), new Point(0.6, 0))));
  }

  @Test
  void eachClassHasItsColourOnItsSide() {
    Picture picture = halves().toPicture();
    BufferedImage image = Drawn.png(picture, 1);
    int middle = image.getHeight() / 2;

    int left = image.getRGB(120, middle + 90);
    int right = image.getRGB(480, middle + 90);

    assertThat(left & 255).as("blue on the left").isGreaterThan(left >> 16 & 255);
    assertThat(right >> 16 & 255).as("orange on the right").isGreaterThan(right & 255);
  }

  @Test
  void theBorderRunsWhereBothAreAsProbable() {
    var border =
        ParsedSvg.of(halves().toPicture()).all("path").stream()
            .filter(e -> e.getAttribute("fill").equals("none"))
            .toList();

    assertThat(border).hasSize(1);
    String[] moves = border.getFirst().getAttribute("d").split("M", -1);
    assertThat(moves).as("one straight piece").hasSize(2);
  }

  @Test
  void threeClassesHaveThreeBorders() {
    List<Grid> grids =
        List.of(
            Grid.of((x, y) -> x < -0.3 ? 0.8 : 0.1, UNIT, UNIT, 40, 40),
            Grid.of((x, y) -> Math.abs(x) <= 0.3 ? 0.8 : 0.1, UNIT, UNIT, 40, 40),
            Grid.of((x, y) -> x > 0.3 ? 0.8 : 0.1, UNIT, UNIT, 40, 40));
    var picture =
        new DecisionMap(
                "",
                "x",
                "y",
                List.of("a", "b", "c"),
                grids,
                List.of(List.of(), List.of(), List.of()))
            .toPicture();

    assertThat(ParsedSvg.of(picture).texts()).contains("a", "b", "c");
    assertThat(ParsedSvg.of(picture).all("path")).hasSize(3);
  }

  @Test
  void textsAreApartAndInside() {
    for (Picture picture : List.of(halves().toPicture(), regression(), penguins())) {
      assertThat(Drawn.collisions(picture)).isEmpty();
      assertThat(Drawn.outside(picture)).isEmpty();
    }
  }

  private static Picture regression() {
    return new RegressionMap(
            "plane",
            "x",
            "y",
            Grid.of((x, y) -> x + y, UNIT, UNIT, 50, 50),
            List.of(new Point(0.5, 0.5), new Point(-0.5, 0.1)),
            List.of(1.0, 3.0))
        .toPicture();
  }

  @Test
  void aRegressionShowsTheTargetsOnTheScaleOfItsGround() {
    var svg = ParsedSvg.of(regression());

    assertThat(svg.all("image")).hasSize(1);
    assertThat(svg.all("circle")).hasSize(2);
    assertThat(svg.texts()).as("the scale reaches the target above the ground").contains("2");
  }

  private static Picture penguins() {
    return new ConfusionChart(
            "penguins",
            "actual",
            "predicted",
            List.of("Adelie", "Chinstrap", "Gentoo"),
            List.of(List.of(28L, 1L, 0L), List.of(2L, 12L, 0L), List.of(0L, 0L, 25L)))
        .toPicture();
  }

  @Test
  void aConfusionMatrixShowsEveryCountAndNameTwice() {
    List<String> texts = ParsedSvg.of(penguins()).texts();

    assertThat(texts).contains("28", "1", "2", "12", "25", "actual", "predicted", "penguins");
    assertThat(texts.stream().filter("Chinstrap"::equals)).hasSize(2);
    assertThat(texts.stream().filter("0"::equals)).hasSize(4);
  }

  @Test
  void aConfusionMatrixHoldsManyClassesAndLongNames() {
    List<String> names =
        IntStream.range(0, 14).mapToObj(i -> "a class with a very long name indeed " + i).toList();
    List<List<Long>> counts = names.stream().map(n -> Collections.nCopies(14, 1234567L)).toList();

    Picture picture = new ConfusionChart("", "actual", "predicted", names, counts).toPicture();

    assertThat(Drawn.collisions(picture)).isEmpty();
    assertThat(Drawn.outside(picture)).isEmpty();
    assertThat(ParsedSvg.of(picture).texts()).anyMatch(t -> t.endsWith("…"));
  }

  @Test
  void sizesMustAgree() {
    Grid small = Grid.of((x, y) -> 0, UNIT, UNIT, 3, 3);
    Grid large = Grid.of((x, y) -> 0, UNIT, UNIT, 4, 4);

    assertThatThrownBy(() -> new ClassRegions(List.of(small)))
        .hasMessage(
            "class regions: one grid of probabilities for each of at least 2 classes, but there are"
                + " 1 grids");
    assertThatThrownBy(() -> new ClassRegions(List.of(small, large)))
        .hasMessage(
            "class regions: all grids have the same points, but one is 3 × 3 and one is 4 × 4");
    assertThatThrownBy(
            () -> new DecisionMap("", "", "", List.of("a"), List.of(small, small), List.of()))
        .hasMessage(
            "decision map: a grid and a list of points for each class, but there are 1 classes, 2"
                + " grids and 0 lists");
    assertThatThrownBy(() -> new RegressionMap("", "", "", small, List.of(), List.of(1.0)))
        .hasMessage(
            "regression map: a target for each point, but there are 0 points and 1 targets");
    assertThatThrownBy(
            () -> new ConfusionChart("", "", "", List.of("a", "b"), List.of(List.of(1L, 2L))))
        .hasMessage(
            "confusion matrix: a row and a column for each class, but there are 2 classes and rows"
                + " of [2]");
  }
}
