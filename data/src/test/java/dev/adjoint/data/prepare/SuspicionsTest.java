package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SuspicionsTest {

  private static final int ROWS = 200;

  private static Column column(String name, IntFunction<Object> cell) {
    return Column.of(
        name,
        IntStream.range(0, ROWS)
            .mapToObj(row -> cell.apply(row).toString())
            .toArray(String[]::new));
  }

  /// A number that follows no order and differs in every row.
  private static int mixed(int row, int factor) {
    return (row * factor) % 211;
  }

  private static List<String> suspicions(String target, Column... columns) {
    Table table = Table.of("a.csv", List.of(columns));
    return Suspicions.of(TablePlan.of(table, TableOptions.target(target)));
  }

  @Test
  void anOrdinaryTableRaisesNoSuspicion() {
    assertThat(
            suspicions(
                "y",
                column("a", row -> mixed(row, 13) / 10.0),
                column("b", row -> row % 4),
                column("text", row -> "t" + row % 7),
                column("y", row -> mixed(row, 29) + 0.5)))
        .isEmpty();
  }

  @Test
  void aNumberThatStandsForAMissingValueIsNamedOnceForAllItsColumns() {
    assertThat(
            suspicions(
                "y",
                column("a", row -> row % 20 == 3 ? -999 : mixed(row, 13)),
                column("b", row -> row % 50 == 3 ? -999 : 1000 + mixed(row, 17)),
                column("y", row -> mixed(row, 29) + 0.5)))
        .containsExactly(
            "-999 is far from the other values of columns a (10 rows, the others are 0 … 210), b (4 rows, the others are 1000 … 1210); if it means that the value is missing, say --missing=-999");
  }

  @Test
  void aNumberThatIsAValueOfOtherColumnsIsNotMadeMissingEverywhere() {
    assertThat(
            suspicions(
                "y",
                column("grade", row -> row % 10 == 3 ? 0 : 300 + mixed(row, 13)),
                column("flag", row -> row % 2),
                column("y", row -> mixed(row, 29) + 0.5)))
        .containsExactly(
            "0 is far from the other values of column grade (20 rows, the others are 300 … 510); if it means that the value is missing, leave these cells empty; --missing=0 would also take it from flag");
  }

  @Test
  void aRareButPlausibleNumberIsNoSentinel() {
    assertThat(
            suspicions(
                "y",
                column("cylinders", row -> List.of(3, 4, 5, 6, 8).get(row % 5)),
                column("twice", row -> row < 2 ? -999 : mixed(row, 13)),
                column("y", row -> mixed(row, 29) + 0.5)))
        .isEmpty();
  }

  @Test
  void aCopyOfTheTargetInAnotherUnitIsALeak() {
    assertThat(
            suspicions(
                "y",
                column("in feet", row -> 3.28 * mixed(row, 29) * mixed(row, 29)),
                column("y", row -> mixed(row, 29) + 0.5)))
        .containsExactly(
            "column in feet nearly determines the target y (rank correlation 1.0000); if it is not known before the answer is, leave it out with --drop 'in feet'");
  }

  @Test
  void columnsThatTellTheClassAreLeaks() {
    assertThat(
            suspicions(
                "kind",
                column("code", row -> "c" + mixed(row, 29) % 3),
                column("score", row -> mixed(row, 29) % 3 * 1000 + mixed(row, 13)),
                column("kind", row -> List.of("red", "green", "blue").get(mixed(row, 29) % 3))))
        .containsExactly(
            "column code nearly determines the target kind (its value gives the class of 100.0 % of the rows); if it is not known before the answer is, leave it out with --drop code",
            "column score nearly determines the target kind (sorted by it, the class changes only 2 times in 200 rows); if it is not known before the answer is, leave it out with --drop score");
  }

  @Test
  void categoriesThatExplainANumberAreALeak() {
    assertThat(
            suspicions(
                "price",
                column("tariff", row -> "t" + row % 5),
                column("price", row -> row % 5 * 100 + mixed(row, 13) / 100.0)))
        .containsExactly(
            "column tariff nearly determines the target price (its values explain 100.0 % of the variance); if it is not known before the answer is, leave it out with --drop tariff");
  }

  @Test
  void aRareClassAloneIsNoLeak() {
    assertThat(
            suspicions(
                "y",
                column("a", row -> "c" + row % 5),
                column("y", row -> row % 100 == 3 ? "yes" : "no")))
        .noneMatch(sentence -> sentence.contains("nearly determines"));
  }

  @Test
  void numbersThatDifferInEveryRowOfAColumnNamedSoAreAnIdentifier() {
    assertThat(
            suspicions(
                "y",
                column("PassengerId", row -> 1000 + (row * 37) % 200),
                column("paid", row -> mixed(row, 13)),
                column("y", row -> mixed(row, 29) + 0.5)))
        .containsExactly(
            "column PassengerId looks like an identifier: its whole numbers differ in every row; leave it out with --drop PassengerId");
  }

  @Test
  void copiesOfRowsAreCounted() {
    assertThat(
            suspicions(
                "y",
                column("a", row -> mixed(row % 150, 13)),
                column("y", row -> mixed(row % 150, 29) + 0.5)))
        .containsExactly(
            "50 of 200 rows are copies of others; where one of two copies is held out, the figures look better than they are");
  }

  @Test
  void wordsAreQuotedForTheShellWhereTheyNeedIt() {
    assertThat(ShellText.quoted("data/a-1.csv")).isEqualTo("data/a-1.csv");
    assertThat(ShellText.quoted("größe")).isEqualTo("größe");
    assertThat(ShellText.quoted("C6H6(GT)")).isEqualTo("'C6H6(GT)'");
    assertThat(ShellText.quoted("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
    assertThat(ShellText.quoted("")).isEqualTo("''");
  }
}
