package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.plot.picture.Point;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class IsolineTest {
  private static final Range UNIT = new Range(-1, 1);

  private static List<Isoline.Loop> loops(DoubleBinaryOperator f, int points, double level) {
    return Isoline.of(Grid.of(f, UNIT, UNIT, points, points), level);
  }

  /// The area inside a loop, positive when the loop runs counterclockwise (the shoelace formula).
  private static double area(Isoline.Loop loop) {
    double twice = 0;
    List<Point> points = loop.points();
    for (int i = 0; i < points.size(); i++) {
      Point a = points.get(i);
      Point b = points.get((i + 1) % points.size());
      twice += a.x() * b.y() - b.x() * a.y();
    }
    return twice / 2;
  }

  @Test
  void aHillInsideGivesOneLoopAroundIt() {
    List<Isoline.Loop> loops = loops((x, y) -> -x * x - y * y, 81, -0.25);

    assertThat(loops).hasSize(1);
    assertThat(area(loops.getFirst())).isCloseTo(Math.PI / 4, within(0.002));
    assertThat(loops.getFirst().onEdge()).containsOnly(false);
    assertThat(loops.getFirst().points())
        .allSatisfy(p -> assertThat(Math.hypot(p.x(), p.y())).isCloseTo(0.5, within(0.001)));
  }

  @Test
  void aHollowIsALoopInsideTheLoopAlongTheEdge() {
    List<Isoline.Loop> loops = loops((x, y) -> x * x + y * y, 81, 0.25);

    assertThat(loops).hasSize(2);
    double total = loops.stream().mapToDouble(IsolineTest::area).sum();
    assertThat(total).isCloseTo(4 - Math.PI / 4, within(0.002));
    assertThat(loops).anyMatch(loop -> !loop.onEdge().contains(false));
  }

  @Test
  void aSlopeIsCutStraightAcross() {
    List<Isoline.Loop> loops = loops((x, y) -> x, 5, 0.25);

    assertThat(loops).hasSize(1);
    assertThat(area(loops.getFirst())).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void aLevelBelowEverythingCoversTheGridAndOneAboveNothing() {
    assertThat(area(loops((x, y) -> x + y, 4, -9).getFirst())).isCloseTo(4, within(1e-12));
    assertThat(loops((x, y) -> x + y, 4, 9)).isEmpty();
  }

  @Test
  void theMiddleOfASaddleDecidesWhetherItsHighCornersMeet() {
    // Corners high at the lower left and the upper right; the mean of the four is the middle.
    double[] joined = {3, -1, -1, 3};
    double[] apart = {1, -3, -3, 1};

    assertThat(Isoline.of(Grid.of(UNIT, UNIT, 2, 2, joined), 0)).hasSize(1);
    assertThat(Isoline.of(Grid.of(UNIT, UNIT, 2, 2, apart), 0)).hasSize(2);
  }

  @Test
  void whatIsNotANumberIsAHole() {
    List<Isoline.Loop> loops =
        loops((x, y) -> Math.abs(x) < 0.1 && Math.abs(y) < 0.1 ? Double.NaN : 1, 41, 0);

    assertThat(loops).hasSize(2);
    assertThat(loops.stream().flatMap(l -> l.points().stream())).allMatch(Point::isFinite);
  }

  @Test
  void infiniteValuesGiveFinitePlaces() {
    List<Isoline.Loop> loops = loops((x, y) -> 1 / (x * x + y * y), 41, 4);

    assertThat(loops.stream().flatMap(l -> l.points().stream())).allMatch(Point::isFinite);
    assertThat(area(loops.getFirst())).isCloseTo(Math.PI / 4, within(0.02));
  }
}
