package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.series.WindowForm.Anchor;
import dev.adjoint.data.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Makes a table of series ready to train on.
public final class SeriesPreparation {

  private static final int FEWEST_CYCLES = 2;

  private final Table table;
  private final SeriesColumns columns;
  private final SeriesOptions options;
  private final SeriesSplit split;
  private final List<String> notes;

  private SeriesPreparation(
      Table table, SeriesColumns columns, SeriesOptions options, double validation) {
    this.table = table;
    this.columns = columns;
    this.options = options;
    this.split = new SeriesSplit(options.horizon(), validation);
    this.notes = new ArrayList<>(table.notes());
  }

  /// Reads the series, splits them by time and learns everything from their first parts.
  ///
  /// @param table a row for each time of each series
  /// @param columns which columns hold what
  /// @param options the horizon, and what else a person fixed
  /// @param validation the part that is held out to choose the best epoch, in (0, 1); the test part
  ///   after it is as long
  /// @param seed decides which windows an epoch takes where there are very many
  /// @return the data
  /// @throws DataException when a column is missing, a cell cannot be read, the series are too
  ///   short for the horizon or constant
  public static Prepared prepare(
      Table table, SeriesColumns columns, SeriesOptions options, double validation, long seed) {
    return new SeriesPreparation(table, columns, options, validation).prepare(seed);
  }

  private Prepared prepare(long seed) {
    columns.names().forEach(table::column);
    TimeFormat format = TimeFormat.of(table, table.column(columns.time()));
    SeriesRows rows = SeriesRows.of(table, columns, format);
    Frequency frequency = rows.frequency();
    List<RegularSeries> bare = usable(rows.regular(frequency, List.of(), List.of(), notes));
    List<RegularSeries> all = bare;
    List<Covariate> known = List.of();
    List<Covariate> past = List.of();
    if (!columns.known().isEmpty() || !columns.past().isEmpty()) {
      int[] training = trainingRows(bare);
      known = columns.known().stream().map(name -> Covariate.fit(table, name, training)).toList();
      past = columns.past().stream().map(name -> Covariate.fit(table, name, training)).toList();
      all = usable(rows.regular(frequency, known, past, new ArrayList<>()));
    }
    int[] ends = all.stream().mapToInt(series -> split.training(series.end())).toArray();
    WindowForm form = form(all, ends, frequency);
    List<SeriesTrack> tracks = tracks(all, form, frequency);
    form = anchored(form, SeriesFit.anchor(tracks, ends, form));
    tracks = tracks(all, form, frequency);
    Map<String, SeriesScale> scales = new LinkedHashMap<>();
    for (int i = 0; i < tracks.size(); i++) {
      scales.put(all.get(i).id(), SeriesFit.scale(tracks.get(i), ends[i], form));
    }
    SeriesPreprocessing preprocessing =
        new SeriesPreprocessing(
            columns,
            format,
            frequency,
            form,
            known,
            past,
            scales,
            new ForecastTarget(columns.target(), options.horizon(), ForecastTarget.USUAL_LEVELS));
    describe(preprocessing, all, ends);
    return parts(preprocessing, tracks, ends, seed);
  }

  /// The series that are long enough and not constant.
  private List<RegularSeries> usable(List<RegularSeries> all) {
    int longest = all.stream().mapToInt(RegularSeries::end).max().orElse(0);
    if (longest == 0) {
      throw new DataException(
          "read %s: column %s has no value; name another column with --target"
              .formatted(table.source(), columns.target()));
    }
    split.require(table.source(), longest);
    List<RegularSeries> enough = new ArrayList<>();
    List<String> tooShort = new ArrayList<>();
    List<String> constant = new ArrayList<>();
    for (RegularSeries series : all) {
      if (!split.isEnough(series.end())) {
        tooShort.add(series.id());
      } else if (isConstant(series)) {
        constant.add(series.id());
      } else {
        enough.add(series);
      }
    }
    if (enough.isEmpty()) {
      RegularSeries one =
          all.stream().max(Comparator.comparingInt(RegularSeries::end)).orElseThrow();
      throw new DataException(
          "read %s: %s is %s in all of the training part (%,d values), so there is nothing to learn; name another column with --target, or give a longer series"
              .formatted(
                  table.source(), columns.target(), firstValue(one), split.training(one.end())));
    }
    leftOut(tooShort, "too short");
    leftOut(constant, "constant in their training part");
    return enough;
  }

  private void leftOut(List<String> names, String why) {
    if (!names.isEmpty()) {
      notes.add(
          "%,d series are left out, because they are %s: %s"
              .formatted(names.size(), why, dev.adjoint.data.Spelling.list(names)));
    }
  }

  private static double firstValue(RegularSeries series) {
    return Arrays.stream(series.values()).filter(Double::isFinite).findFirst().orElse(Double.NaN);
  }

  private boolean isConstant(RegularSeries series) {
    int end = split.training(series.end());
    double[] values =
        Arrays.stream(series.values(), 0, end).filter(value -> !Double.isNaN(value)).toArray();
    return Arrays.stream(values).distinct().limit(2).count() < 2;
  }

  private int[] trainingRows(List<RegularSeries> all) {
    return all.stream()
        .flatMapToInt(series -> Arrays.stream(series.rows(), 0, split.training(series.end())))
        .filter(row -> row >= 0)
        .toArray();
  }

  private WindowForm form(List<RegularSeries> all, int[] ends, Frequency frequency) {
    int longest = 0;
    for (int i = 1; i < ends.length; i++) {
      longest = ends[i] > ends[longest] ? i : longest;
    }
    int training = ends[longest];
    int season = season(Arrays.copyOf(all.get(longest).values(), training), frequency);
    int past = split.past(table.source(), training, season, options.history());
    List<double[]> parts =
        IntStream.range(0, ends.length)
            .mapToObj(i -> Arrays.copyOf(all.get(i).values(), ends[i]))
            .toList();
    List<CalendarCycle> cycles =
        Arrays.stream(CalendarCycle.values())
            .filter(cycle ->
                frequency.stepsIn(cycle) >= 2
                    && training >= FEWEST_CYCLES * frequency.stepsIn(cycle))
            .toList();
    boolean isLog =
        all.stream()
                .flatMapToDouble(series -> Arrays.stream(series.values()))
                .noneMatch(value -> value <= 0)
            && SeriesFit.isLog(parts, season);
    return new WindowForm(past, options.horizon(), season, isLog, Anchor.LEVEL, cycles);
  }

  private int season(double[] training, Frequency frequency) {
    Optional<Integer> said = options.season();
    if (said.isEmpty()) {
      return SeasonSearch.of(training, frequency);
    }
    if (said.get() > training.length / 2) {
      throw new DataException(
          "read %s: the season is %,d steps, but two of them do not fit in the %,d values of the training part; give a shorter --season, or 1 for none"
              .formatted(table.source(), said.get(), training.length));
    }
    return said.get();
  }

  private static WindowForm anchored(WindowForm form, Anchor anchor) {
    return new WindowForm(
        form.past(), form.future(), form.season(), form.isLog(), anchor, form.cycles());
  }

  private static List<SeriesTrack> tracks(
      List<RegularSeries> all, WindowForm form, Frequency frequency) {
    return all.stream().map(series -> new SeriesTrack(series, form, frequency)).toList();
  }

  private void describe(SeriesPreprocessing preprocessing, List<RegularSeries> all, int[] ends) {
    Frequency frequency = preprocessing.frequency();
    RegularSeries first = all.getFirst();
    TimeFormat time = preprocessing.time();
    int end = first.end();
    int held = split.held(end);
    notes.add(
        "%s, %,d values from %s to %s, one every %s; %s%s"
            .formatted(
                all.size() == 1 ? "one series" : "%,d series".formatted(all.size()),
                all.stream()
                    .mapToLong(
                        series -> Arrays.stream(series.values()).filter(Double::isFinite).count())
                    .sum(),
                time.text(frequency.seconds(first.first())),
                time.text(frequency.seconds(first.first() + end - 1)),
                frequency.describe().replaceFirst("^1 ", ""),
                preprocessing.window().season() > 1
                    ? "the season is " + frequency.steps(preprocessing.window().season())
                    : "no season",
                preprocessing.window().isLog()
                    ? "; the spread grows with the level, so logarithms are forecast"
                    : ""));
    notes.add(
        "trained on the first %,d values, to %s; the next %,d choose the best epoch and calibrate the bands, the last %,d are the test%s"
            .formatted(
                ends[0],
                time.text(frequency.seconds(first.first() + ends[0] - 1)),
                held,
                held,
                all.size() > 1 ? " (of series %s)".formatted(first.id()) : ""));
  }

  private Prepared parts(
      SeriesPreprocessing preprocessing, List<SeriesTrack> tracks, int[] ends, long seed) {
    List<SeriesScale> scales = tracks.stream().map(preprocessing::scale).toList();
    int[] lengths = tracks.stream().mapToInt(track -> track.series().end()).toArray();
    int[] starts =
        IntStream.range(0, ends.length)
            .map(i -> Math.min(preprocessing.window().past(), ends[i] - options.horizon()))
            .toArray();
    int[] tests = Arrays.stream(lengths).map(length -> length - split.held(length)).toArray();
    for (RegularSeries series : tracks.stream().map(SeriesTrack::series).toList()) {
      preprocessing.checked(table.source(), List.of(series));
    }
    SeriesWindows training =
        SeriesFit.windows(preprocessing, tracks, scales, starts, ends, OptionalLong.of(seed));
    SeriesWindows held =
        SeriesFit.windows(preprocessing, tracks, scales, ends, tests, OptionalLong.empty());
    SeriesWindows test =
        SeriesFit.windows(preprocessing, tracks, scales, tests, lengths, OptionalLong.empty());
    if (training.count() == 0 || held.count() == 0 || test.count() == 0) {
      throw new DataException(
          "read %s: too many values are missing: %,d windows to learn from, %,d to choose by and %,d to test on have half of their past and some of their future; fill the gaps"
              .formatted(table.source(), training.count(), held.count(), test.count()));
    }
    return new Prepared(preprocessing, training, held, Optional.of(test), notes);
  }
}
