package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScatterTest {

  private static final List<Point> POINTS = List.of(new Point(1, 2));

  @Test
  void twentyFourGroupsLookDifferent() {
    Set<String> looks = new HashSet<>();
    for (int group = 0; group < 24; group++) {
      Scatter dots = Scatter.ofGroup(group, "group", POINTS);
      looks.add(dots.color() + " " + dots.shape());
    }
    assertThat(looks).hasSize(24);
  }

  @Test
  void theLegendShowsTheShapeOfTheDots() {
    assertThat(Scatter.ofGroup(1, "b", POINTS).key().orElseThrow().sample())
        .singleElement()
        .isInstanceOf(Mark.Rectangle.class);
    assertThat(Scatter.ofGroup(2, "c", POINTS).key().orElseThrow().sample())
        .singleElement()
        .isInstanceOf(Mark.Polygon.class);
  }

  @Test
  void theShapesAreAroundTheirPoint() {
    Point at = new Point(7, 9);
    Mark.Rectangle square = (Mark.Rectangle) DotShape.SQUARE.draw(at, 4, Palette.BLUE, Stroke.NONE);
    assertThat(square.box().center()).isEqualTo(at);
    Mark.Polygon diamond = (Mark.Polygon) DotShape.DIAMOND.draw(at, 4, Palette.BLUE, Stroke.NONE);
    assertThat(diamond.points().stream().mapToDouble(Point::x).average()).hasValue(7);
    assertThat(diamond.points().stream().mapToDouble(Point::y).average()).hasValue(9);
  }
}
