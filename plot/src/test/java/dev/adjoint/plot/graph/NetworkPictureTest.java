package dev.adjoint.plot.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.plot.graph.Network.Column;
import dev.adjoint.plot.graph.Network.Connection;
import dev.adjoint.plot.graph.Network.Unit;
import dev.adjoint.plot.picture.Drawn;
import dev.adjoint.plot.picture.ParsedSvg;
import dev.adjoint.plot.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkPictureTest {

  /// The network 2-2-1 of the first lesson.
  private static Network lesson() {
    return new Network(
        "network 2-2-1",
        "Values forward, error signals backward.",
        List.of(
            new Column("input", List.of(new Unit("x₁", "0.9", ""), new Unit("x₂", "1", ""))),
            new Column(
                "hidden",
                List.of(
                    new Unit("h₁", "0.58", "δ = −0.337"), new Unit("h₂", "1.06", "δ = −0.4044"))),
            new Column("output", List.of(new Unit("ŷ", "1.326", "δ = −0.674")))),
        List.of(
            new Connection(0, 0, 0, 0.2, "0.2", "−0.3033"),
            new Connection(0, 1, 0, 0.3, "0.3", "−0.337"),
            new Connection(0, 0, 1, 0.4, "0.4", "−0.36396"),
            new Connection(0, 1, 1, -0.5, "−0.5", "−0.4044"),
            new Connection(1, 0, 0, 0.5, "0.5", "−0.39092"),
            new Connection(1, 1, 0, 0.6, "0.6", "−0.71444")),
        "values forward",
        "error signals backward");
  }

  private static Network full(int... sizes) {
    List<Column> columns = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    for (int c = 0; c < sizes.length; c++) {
      List<Unit> units = new ArrayList<>();
      for (int u = 0; u < sizes[c]; u++) {
        units.add(new Unit("u" + u, "", ""));
        for (int v = 0; c > 0 && v < sizes[c - 1]; v++) {
          connections.add(new Connection(c - 1, v, u, v - u, "", ""));
        }
      }
      columns.add(new Column("layer " + c, units));
    }
    return new Network("", "A full net.", columns, connections, "", "");
  }

  @Test
  void unitsValuesWeightsAndSignalsAreWritten() {
    List<String> texts = ParsedSvg.of(NetworkPicture.of(lesson())).texts();

    assertThat(texts)
        .contains("x₁", "x₂", "h₁", "h₂", "ŷ", "0.9", "1.326", "δ = −0.674", "δ = −0.4044")
        .contains("0.2", "0.3", "0.4", "−0.5", "0.5", "0.6", "−0.3033", "−0.36396", "−0.71444")
        .contains("input", "hidden", "output", "values forward", "error signals backward");
  }

  @Test
  void textsDoNotLieOnEachOtherAndStayInside() {
    for (Picture picture :
        List.of(NetworkPicture.of(lesson()), NetworkPicture.of(full(10, 20, 1)))) {
      assertThat(Drawn.collisions(picture)).isEmpty();
      assertThat(Drawn.outside(picture)).isEmpty();
      assertThat(Drawn.inked(Drawn.png(picture, 1))).isGreaterThan(0.02);
    }
  }

  @Test
  void negativeWeightsAreDashed() {
    var dashed =
        ParsedSvg.of(NetworkPicture.of(lesson())).all("polyline").stream()
            .filter(e -> e.hasAttribute("stroke-dasharray"));

    assertThat(dashed).hasSize(1);
  }

  @Test
  void longColumnsShowTheirFirstAndLastUnits() {
    List<String> texts = ParsedSvg.of(NetworkPicture.of(full(10, 2))).texts();

    assertThat(texts).contains("u0", "u3", "u7", "u9", "⋮").doesNotContain("u4", "u6");
    assertThat(ParsedSvg.of(NetworkPicture.of(full(10, 2))).all("polyline"))
        .as("connections of hidden units are hidden too")
        .hasSize(14);
    assertThat(ParsedSvg.of(NetworkPicture.of(full(8, 2))).texts())
        .contains("u4")
        .doesNotContain("⋮");
  }

  @Test
  void weightsThatAreNotFiniteStillGiveAPicture() {
    Network network =
        new Network(
            "",
            "diverged",
            List.of(
                new Column("", List.of(new Unit("x", "", ""))),
                new Column("", List.of(new Unit("y", "", "")))),
            List.of(new Connection(0, 0, 0, Double.NaN, "NaN", "")),
            "",
            "");

    assertThat(NetworkPicture.of(network).toSvg()).contains(">NaN<").doesNotContain("\"NaN");
  }

  @Test
  void connectionsJoinUnitsThatExist() {
    List<Column> columns = full(2, 2).columns();

    assertThatThrownBy(
            () -> new Network("", "", columns, List.of(new Connection(1, 0, 0, 1, "", "")), "", ""))
        .hasMessage(
            "network: a connection joins units of column 0 to 0 with units of the next, but one goes"
                + " from column 1, unit 0 to unit 0");
    assertThatThrownBy(() -> new Network("", "", columns.subList(0, 1), List.of(), "", ""))
        .hasMessage(
            "network: at least 2 columns of at least 1 unit, but the columns have [2] units");
  }
}
