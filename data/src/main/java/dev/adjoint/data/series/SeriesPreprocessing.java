package dev.adjoint.data.series;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How a model reads series: as windows of steps at equal distances, see [WindowForm].
///
/// @param columns which columns hold what
/// @param time how times are written
/// @param frequency the distance of the steps
/// @param window what a window holds
/// @param known how columns whose future is known become inputs
/// @param past how columns that are known up to the forecast become inputs
/// @param scales the scale of each series, by its name
/// @param target what is forecast
public record SeriesPreprocessing(
    SeriesColumns columns,
    TimeFormat time,
    Frequency frequency,
    WindowForm window,
    List<Covariate> known,
    List<Covariate> past,
    Map<String, SeriesScale> scales,
    ForecastTarget target)
    implements Preprocessing {

  /// The name as written in `model.json`.
  public static final String KIND = "series";

  /// Copies lists and maps.
  public SeriesPreprocessing {
    known = List.copyOf(known);
    past = List.copyOf(past);
    scales = Collections.unmodifiableMap(new LinkedHashMap<>(scales));
  }

  /// How many numbers each step has.
  ///
  /// @return the number of channels
  public int channels() {
    return window.ownChannels() + width(known) + width(past);
  }

  private static int width(List<Covariate> covariates) {
    return covariates.stream().mapToInt(Covariate::width).sum();
  }

  /// The series of a table on the grid of the training data.
  ///
  /// @param table the rows
  /// @param notes where sentences about what was repaired go
  /// @return the series in the order of the table
  /// @throws DataException when a column is missing, a cell cannot be read, or a value is not above
  ///   0 and the model computes with logarithms
  public List<RegularSeries> regular(Table table, List<String> notes) {
    TimeFormat format = time.in(table, table.column(columns.time()));
    return checked(
        table.source(),
        SeriesRows.of(table, columns, format).regular(frequency, known, past, notes));
  }

  List<RegularSeries> checked(String source, List<RegularSeries> all) {
    for (RegularSeries series : all) {
      for (int i = 0; window.isLog() && i < series.end(); i++) {
        if (series.values()[i] <= 0) {
          throw new DataException(
              "read %s: %s is %s at %s, but the model was trained on numbers above 0, whose logarithms it uses; correct the value or leave it empty"
                  .formatted(
                      source,
                      columns.target(),
                      series.values()[i],
                      time.text(frequency.seconds(series.first() + i))));
        }
      }
    }
    return all;
  }

  /// A value in the middle of the training part of a series.
  ///
  /// @param id the name of a series that the model was trained on
  /// @return in the unit of the target
  public double usual(String id) {
    SeriesScale scale = scales.get(id);
    if (scale == null) {
      throw new DataException(
          "series: the model was not trained on series '%s'; there are: %s"
              .formatted(id, Spelling.list(scales.keySet())));
    }
    return window.restored(scale.mean());
  }

  SeriesTrack track(RegularSeries series) {
    return new SeriesTrack(series, window, frequency);
  }

  /// The scale of a series: that of its training part, or of all its values where the model was not
  /// trained on it.
  SeriesScale scale(SeriesTrack track) {
    SeriesScale trained = scales.get(track.series().id());
    return trained != null ? trained : SeriesFit.scale(track, track.series().end(), window);
  }

  /// Windows for forecasts of what follows the last value of each series.
  ///
  /// @param table the past of each series, and the known columns of the steps to forecast
  /// @param notes where sentences about what was repaired go
  /// @return the windows
  /// @throws DataException when a series is too short or the future of a known column is missing
  public Forecasts forecasts(Table table, List<String> notes) {
    List<RegularSeries> all = regular(table, notes);
    int channels = channels();
    int width = (window.past() + window.future()) * channels;
    float[] features = new float[Math.multiplyExact(all.size(), width)];
    List<ForecastWindow> windows = new ArrayList<>();
    for (RegularSeries series : all) {
      SeriesTrack track = track(series);
      int origin = series.end();
      requireHistory(table, track, origin);
      requireFuture(table, series, origin);
      SeriesScale scale = scale(track);
      if (!scales.containsKey(series.id()) && !scales.isEmpty() && columns.series().isPresent()) {
        notes.add(
            "the model was not trained on series %s; its scale is that of the given values"
                .formatted(series.id()));
      }
      track.encode(origin, scale, channels, features, windows.size() * width);
      windows.add(SeriesWindows.window(this, track, scale, origin));
    }
    return new Forecasts(
        dev.adjoint.tensor.Tensor.of(
            features, Shape.of(all.size(), window.past() + window.future(), channels)),
        windows);
  }

  /// Windows to forecast from.
  ///
  /// @param features the inputs `[N, past + future, channels]`
  /// @param windows the origin of each
  public record Forecasts(dev.adjoint.tensor.Tensor features, List<ForecastWindow> windows) {

    /// Copies the list.
    public Forecasts {
      windows = List.copyOf(windows);
    }
  }

  private String called(RegularSeries series) {
    return series.id().isEmpty() ? "the series" : "series " + series.id();
  }

  private void requireHistory(Table table, SeriesTrack track, int origin) {
    int observed = track.observed(origin);
    int least = Math.ceilDiv(window.past(), 2);
    if (observed < least) {
      throw new DataException(
          "predict: %s: the model reads the %s before a forecast, but %s has %,d values there; give at least %,d values at a distance of %s"
              .formatted(
                  table.source(),
                  frequency.steps(window.past()),
                  called(track.series()),
                  observed,
                  least,
                  frequency.describe()));
    }
  }

  private void requireFuture(Table table, RegularSeries series, int origin) {
    if (known.isEmpty()) {
      return;
    }
    List<String> missing = new ArrayList<>();
    for (int step = 0; step < window.future(); step++) {
      int index = origin + step;
      boolean isKnown =
          series.hasRow(index)
              && known.stream()
                  .noneMatch(
                      column -> table.column(column.column()).isMissing(series.rows()[index]));
      if (!isKnown) {
        missing.add(time.text(frequency.seconds(series.first() + index)));
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          "predict: %s: the model needs %s at the %,d times after the last %s of %s, but %,d of them have no value, the first is %s; add rows with these columns and an empty %s"
              .formatted(
                  table.source(),
                  String.join(", ", columns.known()),
                  window.future(),
                  columns.target(),
                  called(series),
                  missing.size(),
                  missing.getFirst(),
                  columns.target()));
    }
  }

  /// All windows of a table whose future is known, to judge a model by.
  ///
  /// @param table the rows
  /// @param notes where sentences about what was repaired go
  /// @return the windows
  /// @throws DataException when no series is long enough
  public SeriesWindows windows(Table table, List<String> notes) {
    List<SeriesTrack> tracks = regular(table, notes).stream().map(this::track).toList();
    SeriesWindows windows =
        SeriesFit.windows(
            this,
            tracks,
            tracks.stream().map(this::scale).toList(),
            IntStream.range(0, tracks.size()).map(_ -> window.past() / 2).toArray(),
            tracks.stream().mapToInt(track -> track.series().end()).toArray(),
            java.util.OptionalLong.empty());
    if (windows.count() == 0) {
      throw new DataException(
          "evaluate: %s: no series has %s of history and the %s that follow; give a longer file"
              .formatted(
                  table.source(),
                  frequency.steps(Math.ceilDiv(window.past(), 2)),
                  frequency.steps(window.future())));
    }
    return windows;
  }

  @Override
  public Shape featureShape() {
    return Shape.of(window.past() + window.future(), channels());
  }

  @Override
  public InputForm form() {
    return new InputForm.History(window.past(), window.future(), channels());
  }

  /// The names of the channels.
  @Override
  public List<String> featureNames() {
    List<String> names = new ArrayList<>(window.names());
    known.forEach(column -> names.addAll(column.names()));
    past.forEach(column -> names.addAll(column.names()));
    return names;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("columns", columns.toMap());
    map.put("time", time.toMap());
    map.put("frequency", frequency.toMap());
    map.put("window", window.toMap());
    map.put("known", known.stream().map(Covariate::toMap).toList());
    map.put("past", past.stream().map(Covariate::toMap).toList());
    List<Object> all = new ArrayList<>();
    scales.forEach((id, scale) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("series", id);
      one.putAll(scale.toMap());
      all.add(one);
    });
    map.put("scales", all);
    map.put("target", target.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @return the preprocessing
  /// @throws DataException when an entry is missing or wrong
  public static SeriesPreprocessing fromMap(PlainMap fields) {
    Map<String, SeriesScale> scales = new LinkedHashMap<>();
    for (PlainMap one : fields.maps("scales")) {
      scales.put(one.text("series"), SeriesScale.fromMap(one));
    }
    PlainMap target = fields.map("target");
    return new SeriesPreprocessing(
        SeriesColumns.fromMap(fields.map("columns")),
        TimeFormat.fromMap(fields.map("time")),
        Frequency.fromMap(fields.map("frequency")),
        WindowForm.fromMap(fields.map("window")),
        fields.maps("known").stream().map(Covariate::fromMap).toList(),
        fields.maps("past").stream().map(Covariate::fromMap).toList(),
        scales,
        new ForecastTarget(
            target.text("column"),
            target.whole("horizon", 1, SeriesOptions.MOST),
            target.numbers("levels")));
  }
}
