package dev.adjoint.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final SearchSpace SPACE =
      SearchSpace.of("rate", new SearchRange.LogUniform(1e-4, 1))
          .with("width", new SearchRange.Whole(1, 9))
          .with("kind", SearchRange.Choice.of("a", "b"));

  private static Object of(Map<String, Object> values, String name) {
    return Objects.requireNonNull(values.get(name));
  }

  /// Least, 0, at rate 0.01, width 4 and kind b.
  private static double bowl(Map<String, Object> values, long budget) {
    double rate = Math.log10((Double) of(values, "rate")) + 2;
    int width = (Integer) of(values, "width") - 4;
    return rate * rate + width * width * 0.1 + (of(values, "kind").equals("b") ? 0 : 1);
  }

  @Test
  void aGridHasEveryCombination() {
    SearchReport report = Search.grid(3).run(SPACE, SearchTest::bowl, 5);
    assertThat(report.trials()).hasSize(3 * 3 * 2);
    assertThat(report.trials().get(0).values())
        .isEqualTo(Map.of("rate", 1e-4, "width", 1, "kind", "a"));
    assertThat(report.trials().get(1).values().get("kind")).isEqualTo("b");
    assertThat(report.trials().get(17).values().get("width")).isEqualTo(9);
    assertThat((Double) report.best().values().get("rate")).isCloseTo(0.01, Offset.offset(1e-12));
    assertThat(report.best().values().get("width")).isEqualTo(5);
    assertThat(report.best().budget()).isEqualTo(5);
  }

  @Test
  void aSeedGivesOneSearch() {
    for (Search search :
        List.of(Search.random(20, 3), new SuccessiveHalving(9, 3, 3), new TpeSearch(20, 3))) {
      SearchReport first = search.run(SPACE, SearchTest::bowl, 9);
      assertThat(search.run(SPACE, SearchTest::bowl, 9).trials()).isEqualTo(first.trials());
    }
  }

  @Test
  void tpeFindsBetterValuesThanDraws() {
    double drawn = 0;
    double learnt = 0;
    for (long seed = 0; seed < 60; seed++) {
      drawn += Search.random(40, seed).run(SPACE, SearchTest::bowl, 1).best().score();
      learnt += new TpeSearch(40, seed).run(SPACE, SearchTest::bowl, 1).best().score();
    }
    assertThat(learnt).isLessThan(0.75 * drawn);
  }

  @Test
  void halvingGivesTheWholeBudgetToTheBest() {
    List<Long> budgets = new ArrayList<>();
    SearchReport report =
        new SuccessiveHalving(9, 3, 1)
            .run(
                SPACE,
                (values, budget) -> {
                  budgets.add(budget);
                  return bowl(values, budget);
                },
                18);
    assertThat(budgets).containsExactly(2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 6L, 6L, 6L, 18L);
    double least = report.trials().stream().mapToDouble(SearchTrial::score).min().orElseThrow();
    assertThat(report.best().score()).isEqualTo(least);
    assertThat(report.best().number()).isEqualTo(13);
  }

  @Test
  void aTrainingWithoutANumberIsTheWorst() {
    SearchReport report =
        Search.grid(3)
            .run(
                SearchSpace.of("x", new SearchRange.Uniform(0, 2)),
                (values, _) -> (Double) of(values, "x") < 1 ? Double.NaN : 5,
                1);
    assertThat(report.best().number()).isEqualTo(2);
    assertThat(report.ranking().getLast().number()).isEqualTo(1);
  }

  @Test
  void theReportIsATextAndATable() {
    SearchReport report =
        Search.grid(2)
            .run(
                SearchSpace.of("x", new SearchRange.Uniform(0, 1))
                    .with("a,b", SearchRange.Choice.of("c")),
                (values, _) -> 2 - (Double) of(values, "x"),
                3);
    assertThat(report)
        .hasToString(
            """
            2 trials, the best first
              trial 2: 1.000, budget 3: x 1.000, a,b c
              trial 1: 2.000, budget 3: x 0.000, a,b c\
            """);
    assertThat(report.toCsv())
        .isEqualTo(
            """
            trial,score,budget,x,"a,b"
            1,2.0,3,0.0,c
            2,1.0,3,1.0,c
            """);
  }

  @Test
  void whatCannotBeSearchedIsRefused() {
    assertThatThrownBy(() -> new SearchRange.LogUniform(0, 1))
        .hasMessage(
            "search: the least value is 0.0 but must be above 0, since factors count; use SearchRange.Uniform for a range with 0");
    assertThatThrownBy(() -> new SearchRange.Uniform(2, 1))
        .hasMessage(
            "search: the range is 2.0 … 1.0 but its ends must be finite and in order; give the least value first");
    assertThatThrownBy(() -> SearchRange.Choice.of())
        .hasMessage("search: a choice has no value; give at least one");
    assertThatThrownBy(() -> SPACE.with("rate", new SearchRange.Whole(1, 2)))
        .hasMessage("search: rate is in the space already; give each hyperparameter one range");
    assertThatThrownBy(() -> Search.random(0, 1))
        .hasMessage("search: the number of trials is 0 but must be at least 1; give a larger one");
    assertThatThrownBy(() -> new SuccessiveHalving(0, 3, 1))
        .hasMessage(
            "successive halving: there are 0 candidates and the factor is 3, but there must be at least 1 and a factor of at least 2; 27 and 3 are usual");
    assertThatThrownBy(() -> new TpeSearch(0, 1))
        .hasMessage(
            "tpe: 0 trials, 10 of them first and 24 candidates, but there must be at least 1, 2 and 1; 10 and 24 are usual for the last two");
    assertThatThrownBy(() -> Search.random(1, 1).run(SPACE, SearchTest::bowl, 0))
        .hasMessage(
            "search: the budget is 0 but must be at least 1; give, say, a number of epochs");
  }
}
