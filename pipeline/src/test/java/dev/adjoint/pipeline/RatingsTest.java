package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.RatingsTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a table of ratings to recommendations.
///
/// The ratings are drawn: items 001 to 030 have a quality, users prefer even or odd items.
final class RatingsTest {

  private static final RatingColumns COLUMNS =
      new RatingColumns("user", "item", "stars", Optional.empty());
  private static final RatingColumns BY_TIME =
      new RatingColumns("user", "item", "stars", Optional.of("day"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void draw() throws IOException {
    var random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder("user,item,stars,day\n");
    for (int user = 1; user <= 40; user++) {
      for (int item = 1; item <= 30; item++) {
        if (random.nextInt(3) > 0) {
          double taste = (user + item) % 2 == 0 ? 1.5 : -1.5;
          double stars = 5 + item / 10.0 + taste + random.nextGaussian() * 0.2;
          text.append("%d,%03d,%.2f,2026-01-%02d\n".formatted(user, item, stars, 1 + item % 28));
        }
      }
    }
    file = Files.writeString(folder.resolve("ratings.csv"), text);
  }

  private TrainingResult train(Path run, String model) {
    return Training.of(RatingsTable.of(file, COLUMNS))
        .withModel(model)
        .withEpochs(60)
        .withBatch(16)
        .run(run);
  }

  @Test
  void tastesAreLearntAndWhatWasRatedIsNotRecommended() {
    Path run = folder.resolve("run");
    TrainingResult result = train(run, "mf");
    // Biases alone cannot tell the tastes apart: their error is 1.5.
    assertThat(result.validation().metrics().get("rmse")).isLessThan(0.7);
    Recommender recommender = Recommender.load(run);
    List<Recommender.Ranked> best = recommender.recommend("7", 30);
    DataSet all = (DataSet) TrainedModel.load(run).saved().readAgain().training();
    assertThat(best).hasSizeLessThan(30).isNotEmpty();
    assertThat(Integer.parseInt(best.getFirst().item()) % 2).isEqualTo(1);
    assertThat(all.count()).isPositive();
    assertThat(best.stream().map(Recommender.Ranked::score))
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(rated("7")).doesNotContainAnyElementsOf(items(best));
    assertThat(recommender.similar("010", 3))
        .allSatisfy(each -> assertThat(Integer.parseInt(each.item()) % 2).isZero());
    assertThat(recommender.similar("010", 99)).hasSize(29);
    assertThat(recommender.similar("010", 1).getFirst().score()).isBetween(0.5, 1.0 + 1e-6);
    RankingFigures figures = recommender.figures(3);
    assertThat(figures.users()).isPositive();
    assertThat(figures.hitRate()).isGreaterThan(figures.popularHitRate());
    assertThat(figures.ndcg()).isBetween(figures.popularNdcg(), 1.0);
  }

  private List<String> items(List<Recommender.Ranked> ranking) {
    return ranking.stream().map(Recommender.Ranked::item).toList();
  }

  private List<String> rated(String user) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(user + ","))
          .map(line -> line.split(",", -1)[1])
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void unknownUsersAndItemsGetTheStatedFallback() {
    Path run = folder.resolve("run");
    train(run, "mf");
    TrainedModel model = TrainedModel.load(run);
    Predictions answers =
        model.predict(
            List.of(
                Map.of("user", "nobody", "item", "001"),
                Map.of("user", "other", "item", "001"),
                Map.of("user", "nobody", "item", "none"),
                Map.of("user", "7", "item", "1")));
    double[] values =
        answers.stream().mapToDouble(each -> ((Prediction.OfNumber) each).value()).toArray();
    assertThat(values[0]).isEqualTo(values[1]);
    assertThat(values[2]).isCloseTo(6.5, within(0.5));
    assertThat(answers.notes())
        .containsExactly(
            "3 rows are of a user that the training part does not have; the answer comes from the item's own rating and the mean",
            "2 rows are of an item that the training part does not have; the answer comes from the user's own rating and the mean");
    Recommender recommender = Recommender.load(run);
    assertThat(recommender.knows("nobody")).isFalse();
    assertThat(recommender.recommend("nobody", 30)).hasSize(30);
    assertThatThrownBy(() -> recommender.similar("031", 3))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "recommend: the training part has no ratings of the item '031', so nothing is known about it; ");
    assertThatThrownBy(() -> recommender.recommend("7", 0))
        .hasMessage("recommend: the number of items is 0 but must be at least 1; 10 is usual");
  }

  @Test
  void theLatestRatingsAreHeldOutByTime() {
    Prepared prepared = RatingsTable.of(file, BY_TIME).prepare(0.1, 1);
    long[] held = ((DataSet) prepared.validation()).features().toLongArray();
    // Items 27, 26 and 25 are on the last days; no user has rated the first two before.
    for (int row = 1; row < held.length; row += 2) {
      assertThat(held[row]).isIn(0L, 25L);
    }
    assertThat(prepared.notes())
        .anyMatch(note -> note.contains("of an item that the training part does not have"));
  }

  @Test
  void aRunThatWasStoppedEndsInTheSameBits() {
    for (String model : List.of("mf", "ncf")) {
      Path whole = folder.resolve(model + "-whole");
      Path parts = folder.resolve(model + "-parts");
      Training training =
          Training.of(RatingsTable.of(file, COLUMNS)).withModel(model).withPatience(0);
      TrainingResult straight = training.withEpochs(4).run(whole);
      training.withEpochs(2).run(parts);
      try (TrainingRun resumed = TrainingRun.resume(parts, Optional.of(4))) {
        assertThat(resumed.run().weightsSha256()).isEqualTo(straight.weightsSha256());
      }
    }
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    assertThatThrownBy(() -> DataKind.source(file, DataPlan.FREE.with("user", "user")))
        .hasMessage("%s: ratings need the column of the item: --item COLUMN".formatted(file));
    assertThatThrownBy(() -> new RatingColumns("a", "a", "stars", Optional.empty()))
        .hasMessage(
            "ratings: user is column a, item a, rating stars; name a column of its own for each");
    Path words =
        Files.writeString(folder.resolve("words.csv"), "user,item,stars\n1,2,good\n2,2,3\n");
    assertThatThrownBy(() -> RatingsTable.of(words, COLUMNS).prepare(0.5, 1))
        .hasMessage(
            "read words.csv: row 1 (line 2), column stars is 'good' but a rating is a finite number; correct the cell or name another column");
    Path late = Files.writeString(folder.resolve("late.csv"), "user,item,stars,day\n1,2,3,soon\n");
    assertThatThrownBy(() -> RatingsTable.of(late, BY_TIME).prepare(0.5, 1))
        .hasMessage(
            "read late.csv: row 1 (line 2), column day is 'soon', which is neither a number nor a date in the form of the others; correct it, or leave out --time to hold out random ratings");
    Path table = folder.resolve("table");
    Training.of(CsvTable.of(file, "stars")).withEpochs(1).run(table);
    assertThatThrownBy(() -> Recommender.load(table))
        .hasMessage(
            "recommend: the model in %s predicts stars and was not trained on ratings; train one with adjoint train RATINGS --user COLUMN --item COLUMN --target COLUMN"
                .formatted(table));
    assertThatThrownBy(() -> Recommender.load(folder.resolve("none")))
        .isInstanceOf(RunException.class);
  }
}
