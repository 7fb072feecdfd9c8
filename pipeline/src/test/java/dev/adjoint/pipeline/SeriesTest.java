package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import dev.adjoint.pipeline.source.SeriesTable;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TrainEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From a table of times and values to forecasts.
///
/// The values are drawn: a wave of 7 days with noise, and on days with an event 5 more.
final class SeriesTest {

  private static final int DAYS = 200;
  private static final int HORIZON = 7;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void draw() throws IOException {
    file = Files.writeString(folder.resolve("days.csv"), text(DAYS));
  }

  private static String text(int days) {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder text = new StringBuilder("day,value,event\n");
    for (int i = 0; i < DAYS + HORIZON; i++) {
      int event = random.nextInt(4) == 0 ? 1 : 0;
      double value =
          20
              + 3 * StrictMath.sin(2 * Math.PI * i / HORIZON)
              + 5 * event
              + 0.5 * random.nextGaussian();
      String day = LocalDate.of(2024, 3, 4).plusDays(i).toString();
      text.append("%s,%s,%d\n".formatted(day, i < days ? "%.3f".formatted(value) : "", event));
    }
    return text.toString();
  }

  private SeriesTable source() {
    SeriesTable plain = SeriesTable.of(file, "day", "value", HORIZON);
    return plain.with(plain.columns().withKnown(List.of("event")));
  }

  private Training training(String model) {
    return Training.of(source())
        .withModel(model)
        .withNetworkOption("width", "16")
        .withRate(0.005)
        .withEpochs(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcn", "gru", "nbeats", "transformer"})
  void everyNetworkBeatsTheSeasonalNaiveForecastWithAKnownEvent(String model) {
    TrainingResult result = training(model).run(folder.resolve("run"));
    Map<String, Double> test = result.test().orElseThrow().metrics();
    // An event that the last week did not have costs the naive forecast 5.
    assertThat(test.get("mae"))
        .isLessThan(0.75 * Objects.requireNonNull(test.get("mae_seasonal_naive")));
    assertThat(test.get("coverage_80")).isBetween(0.5, 1.0);
    TrainedModel loaded = TrainedModel.load(folder.resolve("run"));
    assertThat(loaded.evaluateHeldOut().figures()).isEqualTo(result.test().orElseThrow());
    assertThat(loaded.evaluate(file).figures().metrics()).containsKeys("mase", "mae_naive");
  }

  @Test
  void aForecastHasTimesValuesAndBands() {
    training("gru").run(folder.resolve("run"));
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    Predictions answers = model.predict(file);
    assertThat(answers).hasSize(1);
    Prediction.OfSeries forecast = (Prediction.OfSeries) answers.getFirst();
    assertThat(forecast.times()).hasSize(HORIZON).startsWith("2024-09-20").endsWith("2024-09-26");
    assertThat(forecast.bands())
        .extracting(Prediction.OfSeries.Band::claim)
        .containsExactly(0.8, 0.95);
    for (int step = 0; step < HORIZON; step++) {
      var narrow = forecast.bands().get(0);
      var wide = forecast.bands().get(1);
      assertThat(wide.low()[step]).isLessThanOrEqualTo(narrow.low()[step]);
      assertThat(narrow.low()[step]).isLessThan(forecast.values()[step]);
      assertThat(narrow.high()[step]).isGreaterThan(forecast.values()[step]);
      assertThat(wide.high()[step]).isGreaterThanOrEqualTo(narrow.high()[step]);
    }
    assertThat(answers.columns().keySet())
        .containsExactly("time", "value", "low_80", "high_80", "low_95", "high_95");
    assertThat(answers.columns().get("time")).hasSize(HORIZON);
    assertThat(rows(model)).isEqualTo(forecast.text());
  }

  @Test
  void ofFewForecastsTheWideBandIsWiderAsInANormalDistribution() throws IOException {
    int days = 103; // Three forecasts of 24 steps known at most, hardly two that do not overlap.
    Path few = Files.write(folder.resolve("few.csv"), text(days).lines().limit(days + 1L).toList());
    Training.of(SeriesTable.of(few, "day", "value", 24))
        .withNetworkOption("width", "16")
        .withEpochs(5)
        .run(folder.resolve("run"));
    Prediction.OfSeries forecast =
        (Prediction.OfSeries) TrainedModel.load(folder.resolve("run")).predict(few).getFirst();
    double[] widths =
        forecast.bands().stream()
            .mapToDouble(band -> Arrays.stream(band.high()).sum() - Arrays.stream(band.low()).sum())
            .toArray();
    assertThat(widths[1] / widths[0]).isBetween(1.3, 3.0); // 1.53 on the average of known ones
  }

  /// The same history as rows in a program.
  private String rows(TrainedModel model) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String line : text(DAYS).lines().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      rows.add(Map.of("day", cells[0], "value", cells[1], "event", cells[2]));
    }
    return model.predict(rows).getFirst().text();
  }

  @Test
  void aStoppedRunGoesOnToTheSameBits() {
    String whole = training("gru").run(folder.resolve("whole")).weightsSha256();
    Path stopped = folder.resolve("stopped");
    try (TrainingRun run = training("gru").start(Optional.of(stopped))) {
      int[] steps = new int[1];
      run.listen(event -> {
        if (event instanceof TrainEvent.BatchDone && ++steps[0] == 11) {
          run.stop();
        }
      });
      assertThatThrownBy(run::run).isInstanceOf(RunException.class);
    }
    try (TrainingRun run = TrainingRun.resume(stopped, Optional.empty())) {
      assertThat(run.run().weightsSha256()).isEqualTo(whole);
    }
  }

  @Test
  void everyStepOfARunCanBeGoneToAgain() {
    training("tcn").run(folder.resolve("run"));
    ReplayedRun run = ReplayedRun.of(folder.resolve("run"));
    String first = run.seek(3).line().hash();
    run.seek(9);
    assertThat(run.seek(3).line().hash()).isEqualTo(first);
  }

  @Test
  void whatIsMissingForAForecastIsNamed() throws IOException {
    training("gru").run(folder.resolve("run"));
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    Path ended = folder.resolve("ended.csv");
    Files.write(ended, text(DAYS).lines().limit(DAYS + 1L).toList());
    assertThatThrownBy(() -> model.predict(ended))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "ended.csv: the model needs event at the 7 times after the last value of the series,"
                + " but 7 of them have no value, the first is 2024-09-20; add rows with these"
                + " columns and an empty value");
    Path few = folder.resolve("few.csv");
    Files.write(few, text(DAYS).lines().limit(6).toList());
    assertThatThrownBy(() -> model.predict(few))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "few.csv: the model reads the 14 days before a forecast, but the series has 5 values"
                + " there; give at least 7 values at a distance of 1 day");
    assertThatThrownBy(() -> model.predict(Tensor.zeros(3, 3)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "predict: a tensor [3, 3] has no times but the model was trained on time series; give"
                + " the past as rows with the columns [day, value, event]");
    assertThatThrownBy(() -> training("gru").withEnsemble(3).run(folder.resolve("many")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "network: an ensemble of forecasts has no bands that could be calibrated; leave out"
                + " --ensemble");
  }

  @Test
  void theOptionsTellASeriesFromATableAndFromRatings() {
    DataPlan plan =
        new DataPlan(
            Optional.of("value"),
            java.util.Set.of(),
            java.util.Set.of(),
            Optional.empty(),
            dev.adjoint.data.csv.ReadOptions.NONE,
            Map.of());
    assertThat(DataKind.of(file, plan).name()).isEqualTo("csv");
    assertThat(DataKind.of(file, plan.with("horizon", "3")).name()).isEqualTo("series");
    assertThat(DataKind.of(file, plan.with("time", "day").with("user", "u")).name())
        .isEqualTo("ratings");
    assertThatThrownBy(() -> DataKind.source(file, plan.with("horizon", "3")))
        .hasMessageEndingWith("days.csv: time series need the column of the times: --time COLUMN");
    assertThatThrownBy(() -> DataKind.source(file, plan.with("time", "day")))
        .hasMessageEndingWith(
            "days.csv: time series need the number of steps to forecast: --horizon N");
    assertThat(DataKind.source(file, plan.with("time", "day").with("horizon", "3")))
        .isEqualTo(SeriesTable.of(file, "day", "value", 3));
  }

  @Test
  void severalSeriesAreForecastByOneNetwork() throws IOException {
    StringBuilder both = new StringBuilder("shop,day,value\n");
    for (int i = 0; i < 120; i++) {
      double wave = StrictMath.sin(2 * Math.PI * i / HORIZON);
      String day = LocalDate.of(2024, 3, 4).plusDays(i).toString();
      both.append(
          "north,%s,%.3f\nsouth,%s,%.3f\n".formatted(day, 20 + wave, day, 2000 - 100 * wave));
    }
    Path shops = Files.writeString(folder.resolve("shops.csv"), both);
    SeriesTable plain = SeriesTable.of(shops, "day", "value", HORIZON);
    Training.of(plain.with(plain.columns().withSeries("shop")))
        .withEpochs(3)
        .run(folder.resolve("run"));
    Predictions answers = TrainedModel.load(folder.resolve("run")).predict(shops);
    assertThat(answers).hasSize(2);
    Prediction.OfSeries north = (Prediction.OfSeries) answers.get(0);
    Prediction.OfSeries south = (Prediction.OfSeries) answers.get(1);
    assertThat(north.series()).isEqualTo("north");
    assertThat(north.values()[0]).isCloseTo(20, within(2.0));
    assertThat(south.values()[0]).isCloseTo(2000, within(200.0));
    assertThat(answers.columns().keySet()).startsWith("series", "time", "value");
  }
}
