package dev.adjoint.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.series.WindowForm.Anchor;
import dev.adjoint.data.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesPreparationTest {

  private static final SeriesColumns COLUMNS = SeriesColumns.of("t", "y");

  private static Table table(String header, int rows, IntFunction<String> row) {
    String body = IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n"));
    return TableReader.parse(header + "\n" + body + "\n", "s.csv");
  }

  private static String day(int index) {
    return LocalDate.of(2023, 1, 2).plusDays(index).toString();
  }

  /// A wave of 7 days around 10.
  private static double wave(int index) {
    return 10 + StrictMath.sin(2 * Math.PI * index / 7);
  }

  private static Table daily(int rows) {
    return table("t,y", rows, i -> day(i) + "," + wave(i));
  }

  private static Prepared prepare(Table table, int horizon) {
    return SeriesPreparation.prepare(table, COLUMNS, SeriesOptions.ofHorizon(horizon), 0.2, 1);
  }

  private static SeriesPreprocessing preprocessing(Prepared prepared) {
    return (SeriesPreprocessing) prepared.preprocessing();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-31,2024-02-29,2024-03-31,2024-04-30 | 1 month | 2024-05-31",
        "2024-01,2024-02,2024-03,2024-04 | 1 month | 2024-05",
        "2024-Q1,2024-Q2,2024-Q3,2024-Q4 | 1 quarter | 2025-Q1",
        "2020,2021,2022,2023 | 1 year | 2024",
        "2024-W50,2024-W51,2024-W52,2025-W01 | 1 week | 2025-W02",
        "Jan 2024,Feb 2024,Mar 2024,Apr 2024 | 1 month | May 2024",
        "2024/01/01,2024/01/02,2024/01/03,2024/01/04 | 1 day | 2024/01/05",
        "28.02.2024,29.02.2024,01.03.2024,02.03.2024 | 1 day | 03.03.2024",
        "2024-01-01T00:00Z,2024-01-01T01:00Z,2024-01-01T02:00Z,2024-01-01T03:00Z | 1 hour | 2024-01-01T04:00Z",
        "2024-01-01 00:00:00,2024-01-01 00:15:00,2024-01-01 00:30:00,2024-01-01 00:45:00 | 15 minutes | 2024-01-01 01:00:00",
        "1700000000,1700000060,1700000120,1700000180 | 1 minute | 1700000240",
        "1700000000000,1700003600000,1700007200000,1700010800000 | 1 hour | 1700014400000",
        "20240101,20240102,20240103,20240104 | 1 day | 20240105"
      })
  void timesInTheUsualFormsAreReadAndContinuedInTheirForm(String times, String step, String next) {
    Table table = table("t,y", 4, i -> times.strip().split(",", -1)[i] + "," + i);
    TimeFormat format = TimeFormat.of(table, table.column("t"));
    SeriesRows rows = SeriesRows.of(table, COLUMNS, format);
    Frequency frequency = rows.frequency();
    assertThat(frequency.describe()).isEqualTo(step);
    RegularSeries series =
        rows.regular(frequency, List.of(), List.of(), new java.util.ArrayList<>()).getFirst();
    assertThat(series.values()).containsExactly(0, 1, 2, 3);
    assertThat(format.text(frequency.seconds(series.first() + 4))).isEqualTo(next);
    TimeFormat read = TimeFormat.fromMap(new PlainMap("time", format.toMap()));
    assertThat(read).isEqualTo(format);
    assertThat(Frequency.fromMap(new PlainMap("frequency", frequency.toMap())))
        .isEqualTo(frequency);
  }

  @Test
  void daysWithoutWeekendsAreWeekdays() {
    Table table =
        table("t,y", 20, i -> LocalDate.of(2024, 1, 1).plusDays(i + 2L * (i / 5)) + "," + i);
    SeriesRows rows = SeriesRows.of(table, COLUMNS, TimeFormat.of(table, table.column("t")));
    Frequency frequency = rows.frequency();
    assertThat(frequency.unit()).isEqualTo(Frequency.Unit.WEEKDAY);
    List<String> notes = new java.util.ArrayList<>();
    RegularSeries series = rows.regular(frequency, List.of(), List.of(), notes).getFirst();
    assertThat(series.values()).hasSize(20).doesNotContain(Double.NaN);
    assertThat(notes).isEmpty();
    // 2024-01-26 is a Friday.
    assertThat(Frequency.time(frequency.seconds(series.first() + 20)).toLocalDate())
        .isEqualTo(LocalDate.of(2024, 1, 29));
  }

  @Test
  void disorderRepeatedTimesAndGapsAreMendedAndReported() {
    Table table =
        TableReader.parse(
            "t,y\n2024-01-02,2\n2024-01-01,1\n2024-01-03,3\n2024-01-03,33\n2024-01-06,6\n2024-01-07,\n2024-01-08,8\n",
            "s.csv");
    List<String> notes = new java.util.ArrayList<>();
    SeriesRows rows = SeriesRows.of(table, COLUMNS, TimeFormat.of(table, table.column("t")));
    RegularSeries series = rows.regular(rows.frequency(), List.of(), List.of(), notes).getFirst();
    assertThat(series.values()).containsExactly(1, 2, 33, Double.NaN, Double.NaN, 6, Double.NaN, 8);
    assertThat(notes)
        .containsExactly(
            "rows that come before the row above them in time: 1; the rows are sorted by time",
            "rows that repeat a time of their series: 1; of several rows with one time the last counts",
            "missing times: 2, at most 2 in a row; a network reads a straight line there, and nothing is learnt or judged by them",
            "rows without a value of y: 1; they count as missing times");
  }

  @Test
  void theSeasonIsFoundOrGiven() {
    assertThat(preprocessing(prepare(daily(140), 7)).window().season()).isEqualTo(7);
    Table noise =
        table("t,y", 140, i -> day(i) + "," + new java.util.Random(i * 31L).nextGaussian());
    assertThat(preprocessing(prepare(noise, 7)).window().season()).isEqualTo(1);
    Prepared given =
        SeriesPreparation.prepare(
            daily(140), COLUMNS, new SeriesOptions(7, Optional.of(14), Optional.of(20)), 0.2, 1);
    assertThat(preprocessing(given).window().season()).isEqualTo(14);
    assertThat(preprocessing(given).window().past()).isEqualTo(20);
  }

  @Test
  void theLastPartIsHeldOutAndNothingIsLearntFromIt() {
    Prepared prepared = prepare(daily(140), 7);
    SeriesWindows training = (SeriesWindows) prepared.training();
    SeriesWindows held = (SeriesWindows) prepared.validation();
    SeriesWindows test = (SeriesWindows) prepared.test().orElseThrow();
    assertThat(training.window(training.count() - 1).times().getLast()).isEqualTo(day(83));
    assertThat(held.window(0).times().getFirst()).isEqualTo(day(84));
    assertThat(held.window(held.count() - 1).times().getLast()).isEqualTo(day(111));
    assertThat(test.window(0).times().getFirst()).isEqualTo(day(112));
    assertThat(test.window(test.count() - 1).times().getLast()).isEqualTo(day(139));
    // Other values after the training part change neither scale nor training windows.
    Table other = table("t,y", 140, i -> day(i) + "," + (i < 84 ? wave(i) : 50 - wave(i)));
    Prepared changed = prepare(other, 7);
    assertThat(preprocessing(changed).scales()).isEqualTo(preprocessing(prepared).scales());
    int[] rows = IntStream.range(0, training.count()).toArray();
    assertThat(field(changed.training(), rows, "features"))
        .isEqualTo(field(training, rows, "features"));
  }

  @Test
  void answersOfTheNetworkBecomeTheValuesThatTheTargetsCameFrom() {
    Table growing =
        table(
            "t,y", 140, i -> day(i) + "," + Math.exp(0.02 * i) * (2 + Math.sin(i * Math.PI / 3.5)));
    SeriesWindows windows = (SeriesWindows) prepare(growing, 7).training();
    assertThat(preprocessing(prepare(growing, 7)).window().isLog()).isTrue();
    int row = windows.count() / 2;
    float[] target = field(windows, new int[] {row}, "target");
    double[] truth = windows.truth(row);
    for (int step = 0; step < target.length; step++) {
      assertThat(windows.window(row).restore(step, target[step]))
          .isCloseTo(truth[step], within(1e-5 * truth[step]));
    }
  }

  @Test
  void everySeriesHasTheScaleOfItsOwnTrainingPart() {
    Table two =
        table(
            "id,t,y",
            280,
            i ->
                "%s,%s,%s"
                    .formatted(
                        i % 2 == 0 ? "a" : "b", day(i / 2), wave(i / 2) * (i % 2 == 0 ? 1 : 100)));
    Prepared prepared =
        SeriesPreparation.prepare(
            two, COLUMNS.withSeries("id"), SeriesOptions.ofHorizon(7), 0.2, 1);
    Map<String, SeriesScale> scales = preprocessing(prepared).scales();
    assertThat(scales).containsOnlyKeys("a", "b");
    assertThat(Objects.requireNonNull(scales.get("b")).std())
        .isCloseTo(100 * Objects.requireNonNull(scales.get("a")).std(), within(1e-9));
    SeriesWindows test = (SeriesWindows) prepared.test().orElseThrow();
    assertThat(test.window(0).series()).isEqualTo("a");
    assertThat(test.window(test.count() - 1).series()).isEqualTo("b");
  }

  @Test
  void aForecastNeedsTheKnownColumnsOfItsTimes() {
    Table table = table("t,y,k", 140, i -> "%s,%s,%s".formatted(day(i), wave(i), i % 3));
    Prepared prepared =
        SeriesPreparation.prepare(
            table, COLUMNS.withKnown(List.of("k")), SeriesOptions.ofHorizon(3), 0.2, 1);
    SeriesPreprocessing known = preprocessing(prepared);
    assertThat(known.featureNames()).endsWith("k");
    assertThatThrownBy(() -> known.forecasts(table, new java.util.ArrayList<>()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "predict: s.csv: the model needs k at the 3 times after the last y of the series, but 3 of them have no value, the first is 2023-05-22; add rows with these columns and an empty y");
    Table ahead =
        table("t,y,k", 143, i -> "%s,%s,%s".formatted(day(i), i < 140 ? "" + wave(i) : "", i % 3));
    var forecasts = known.forecasts(ahead, new java.util.ArrayList<>());
    assertThat(forecasts.windows().getFirst().times())
        .containsExactly(day(140), day(141), day(142));
  }

  @Test
  void theMapOfAModelIsReadBack() {
    SeriesPreprocessing preprocessing = preprocessing(prepare(daily(140), 7));
    assertThat(SeriesPreprocessing.fromMap(new PlainMap("p", preprocessing.toMap())))
        .isEqualTo(preprocessing);
  }

  @Test
  void theDampedTrendIsTheAnchorOfAGrowingSeason() {
    Table growing = table("t,y", 140, i -> day(i) + "," + (0.5 * i + 5 * wave(i)));
    assertThat(preprocessing(prepare(growing, 7)).window().anchor()).isEqualTo(Anchor.DRIFT);
  }

  private static void refused(Table table, int horizon, String message) {
    assertThatThrownBy(() -> prepare(table, horizon))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void whatCannotBeForecastIsRefusedWithTheReason() {
    refused(
        daily(40),
        40,
        "read s.csv: the horizon is 40 but the series has only 40 values; give a longer series or a horizon of at most 8");
    refused(
        daily(40),
        12,
        "read s.csv: the series has 40 values, but a horizon of 12 needs at least 55, to learn from, to choose by and to test on; give a longer series or a horizon of at most 8");
    refused(
        daily(6),
        1,
        "read s.csv: the series has 6 values, but a horizon of 1 needs at least 15, to learn from, to choose by and to test on; give a longer series");
    refused(
        table("time,y", 40, i -> day(i) + "," + i),
        2,
        "read s.csv: there is no column 't'; there are: time, y");
    refused(
        table("t,y", 40, i -> (i == 7 ? "soon" : day(i)) + "," + i),
        2,
        "read s.csv: row 8 (line 9), column t: 'soon' is not a time in the form of the others; write times such as 2024-03-31, 2024-03-31 18:00, 31.03.2024, 2024-03, 2024-Q1, 2024-W13, 2024 or seconds since 1970, all in one form");
    refused(
        table("t,y", 40, i -> (i == 7 ? "" : day(i)) + "," + i),
        2,
        "read s.csv: row 8 (line 9), column t: the time is missing; a value needs a time to belong to a series; fill it in or remove the row");
    refused(
        table("t,y", 40, i -> day(i) + ",5"),
        2,
        "read s.csv: y is 5.0 in all of the training part (24 values), so there is nothing to learn; name another column with --target, or give a longer series");
    refused(
        table("t,y", 40, i -> day(i) + "," + (i == 9 ? "many" : "" + i)),
        2,
        "read s.csv: row 10 (line 11), column y: 'many' is not a number, but a forecast is of numbers; correct the cell, or leave it empty if the value is missing");
    refused(
        table("t,y", 40, i -> day(i / 4) + "," + i),
        2,
        "read s.csv: 30 of 40 rows have a time that another row has; if the file holds several series, name the column that tells them apart with --series");
    refused(
        table("t,y", 40, i -> 1_700_000_000 + 60 * i + i * (i + 1) / 2 + "," + i),
        2,
        "read s.csv: the times are irregular: their most frequent distance is 61 seconds, but 38 of 40 do not lie on such a grid; bring the values to equal distances, such as one mean a day");
  }

  private static float[] field(Source windows, int[] rows, String name) {
    return Objects.requireNonNull(((SeriesWindows) windows).read(rows).get(name)).toFloatArray();
  }
}
