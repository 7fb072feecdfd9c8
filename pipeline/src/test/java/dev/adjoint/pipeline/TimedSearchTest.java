package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.pipeline.source.GeneratedSamples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimedSearchTest {

  private static final Training MOONS =
      Training.of(new GeneratedSamples(GeneratedSet.MOONS, 80, 0.2)).withEpochs(3);

  private static final long MILLISECOND = 1_000_000;

  @TempDir private Path folder;

  /// A clock on which every look takes a hundredth of a second, so that no test depends on the
  /// speed of the computer.
  private static TimedSearch search(Training training, double seconds) {
    long[] now = {0};
    return TimedSearch.of(
        training, Duration.ofMillis((long) (1000 * seconds)), () -> now[0] += 10 * MILLISECOND);
  }

  @Test
  void theBestTrialIsTrainedAgainToTheSameLoss() {
    List<TimedTrial> seen = new ArrayList<>();
    TimedSearchResult found = search(MOONS, 1.2).listen(seen::add).run().orElseThrow();
    assertThat(found.trials()).isEqualTo(seen).hasSizeGreaterThan(1);
    assertThat(seen.getFirst().settings()).isEqualTo("defaults");
    assertThat(seen.get(1).changed().keySet()).contains("rate", "weight-decay", "layers");
    TimedTrial best = seen.get(found.chosen() - 1);
    assertThat(seen)
        .filteredOn(trial -> trial.ending() == TimedTrial.Ending.FINISHED)
        .allMatch(trial -> trial.loss() >= best.loss());
    TrainingResult result = found.best().run(folder.resolve("run"));
    assertThat(result.finished().best().value()).isEqualTo(best.loss());
    assertThat(result.withSearch(found).toMap()).containsEntry("search", found.toMap());
    assertThat(found.summary())
        .contains("the best are those of trial %d".formatted(found.chosen()));
  }

  @Test
  void whatTheUserFixedStays() {
    Training fixed = MOONS.withRate(0.01).withHidden(7).withDropout(0.1).withWeightDecay(0);
    TimedSearchResult found = search(fixed, 0.8).run().orElseThrow();
    assertThat(found.trials()).allMatch(trial -> trial.changed().isEmpty());
    Training drawn =
        new TrialSettings(
                fixed, fixed.network().kind("perceptron"), fixed.plan().saved().settings(), 0)
            .draw(new Random(1), new HashMap<>());
    assertThat(drawn).isEqualTo(fixed);
  }

  @Test
  void aLimitThatIsTooShortTrainsTheDefaults() {
    TimedSearchResult found = search(MOONS, 0.04).run().orElseThrow();
    assertThat(found.best()).isEqualTo(MOONS);
    assertThat(found.trials()).hasSize(1);
    assertThat(found.trials().getFirst().ending()).isEqualTo(TimedTrial.Ending.TIME_UP);
    assertThat(found.summary())
        .isEqualTo(
            "Nothing was searched: a training with the defaults takes more than half of the limit. They are kept.");
    assertThatThrownBy(() -> TimedSearch.of(MOONS, Duration.ZERO))
        .isInstanceOf(DataException.class)
        .hasMessage("search: the limit is PT0S but must be longer than nothing; give such as 5m");
  }

  @Test
  void itStopsWhenItIsAskedTo() {
    TimedSearch search = TimedSearch.of(MOONS, Duration.ofMinutes(5));
    assertThat(search.listen(_ -> search.stop()).run()).isEmpty();
  }

  @Test
  void drawnSettingsAreTextsOfTheCommandLine() {
    TrialSettings settings =
        new TrialSettings(
            MOONS, MOONS.network().kind("perceptron"), MOONS.plan().saved().settings(), 0);
    Map<String, String> changed = new HashMap<>();
    Training drawn = settings.draw(new Random(2), changed);
    assertThat(drawn.settings().rate())
        .hasValue(Double.parseDouble(changed.getOrDefault("rate", "")));
    assertThat(drawn.network().values())
        .containsEntry("layers", changed.get("layers"))
        .containsEntry("dropout", changed.get("dropout"))
        .doesNotContainKey("factors");
  }
}
