package dev.adjoint.studio.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.studio.request.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Uploaded tables become points.
final class PlayTableTest {

  private static final String FLOWERS =
      """
      花瓣长,花瓣宽,品种
      1.4,0.2,山鸢尾
      1.3,0.3,山鸢尾
      4.7,1.4,变色鸢尾
      4.5,,变色鸢尾
      4.9,1.5,变色鸢尾
      """;

  private static PlaySetup table(String loss) {
    Map<String, Object> map = new LinkedHashMap<>(PlaySetup.XOR.toMap());
    map.putAll(Map.of("data", "table", "loss", loss));
    return PlaySetup.of(new Fields(map));
  }

  @Test
  void chineseColumnsAreLearntAndRowsWithGapsAreCounted() {
    PlayPoints points =
        PlayTable.of(FLOWERS, "t").points(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(points.names()).containsExactly("花瓣长", "花瓣宽", "品种");
    assertThat(points.classes()).containsExactly("山鸢尾", "变色鸢尾");
    assertThat(points.count()).isEqualTo(4);
    assertThat(points.note()).isEqualTo("4/5");
    Playground play = Playground.of(table("binary"), Optional.of(points));
    assertThat(play.next()).isTrue();
    assertThat(play.scene().get("classes")).isEqualTo(List.of("山鸢尾", "变色鸢尾"));
  }

  @Test
  void aTableOfAHundredThousandRowsIsAccepted() {
    StringBuilder csv = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 100_000; i++) {
      csv.append(i % 97).append(',').append(i % 89).append(',').append(i % 2).append('\n');
    }
    PlayPoints points =
        PlayTable.of(csv.toString(), "t")
            .points(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(points.count()).isEqualTo(100_000);
    csv.append("1,2,3\n");
    assertThatThrownBy(() -> PlayTable.of(csv.toString(), "t"))
        .hasMessage("table: it has 100,001 rows but at most 100,000 are allowed; send fewer");
  }

  @Test
  void tablesThatCannotBeLearntAreRefusedWithTheReason() {
    assertThatThrownBy(() -> PlayTable.of("a,b\n1,2\n3,4\n", "t"))
        .hasMessage(
            "table: it needs two columns of numbers and a third column as target, but the columns of numbers are [a, b] and the possible targets are [a, b]; add columns");
    assertThatThrownBy(() -> PlayTable.of("", "t")).hasMessageStartingWith("read t:");
    PlayTable table = PlayTable.of(FLOWERS, "t");
    assertThatThrownBy(() -> table.points(Optional.of("品种"), Optional.empty(), Optional.empty()))
        .hasMessage("table: x cannot be '品种'; the possible columns are 花瓣长, 花瓣宽");
    assertThatThrownBy(() -> table.points(Optional.of("花瓣长"), Optional.of("花瓣长"), Optional.empty()))
        .hasMessage(
            "table: x is 花瓣长, y is 花瓣长 and the target 品种, but they must be three different columns; choose others");
  }

  @Test
  void aLossThatDoesNotFitThePointsIsRefused() {
    PlayPoints points =
        PlayTable.of(FLOWERS.replace("1.3,0.3,山鸢尾", "1.3,0.3,维吉尼亚"), "t")
            .points(Optional.empty(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> Playground.of(table("binary"), Optional.of(points)))
        .hasMessage("field loss: binary needs two classes but there are 3; choose cross_entropy");
    assertThatThrownBy(() -> Playground.of(table("binary"), Optional.empty()))
        .hasMessage("field data: no table is uploaded yet; choose a CSV file");
  }
}
