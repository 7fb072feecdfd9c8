package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.Samples;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.ReadOptionsMap;
import dev.adjoint.data.series.SeriesColumns;
import dev.adjoint.data.series.SeriesOptions;
import dev.adjoint.data.series.SeriesPreparation;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.pipeline.settings.SeriesDefaults;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Time series in a CSV file, to be forecast.
///
/// @param file the file
/// @param columns which columns hold what
/// @param options the horizon, and what else is fixed
/// @param reading how the file is written
public record SeriesTable(
    Path file, SeriesColumns columns, SeriesOptions options, ReadOptions reading)
    implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  static final PlanOption<String> TIME =
      new PlanOption<>(
          "time",
          "COLUMN",
          "The column of times: the latest part is held out, not a random one.",
          Function.identity());

  static final PlanOption<Integer> HORIZON =
      PlanOption.whole("horizon", 1, SeriesOptions.MOST, "How many steps ahead to forecast.");

  static final PlanOption<String> SERIES =
      new PlanOption<>(
          "series",
          "COLUMN",
          "The column that tells several series apart. Default: the file holds one.",
          Function.identity());

  static final PlanOption<Integer> SEASON =
      PlanOption.whole(
          "season",
          1,
          SeriesOptions.MOST,
          "Steps of a season, 1 for none. Default: found from the training part.");

  static final PlanOption<Integer> HISTORY =
      PlanOption.whole(
          "history",
          1,
          SeriesOptions.MOST,
          "Steps back that a forecast reads. Default: twice the season or the horizon.");

  static final PlanOption<List<String>> KNOWN =
      columns(
          "known", "Columns whose future is known, such as a holiday, with commas between them.");

  static final PlanOption<List<String>> PAST =
      columns(
          "past",
          "Other columns that are known up to the forecast only, with commas between them.");

  private static PlanOption<List<String>> columns(String name, String description) {
    return new PlanOption<>(name, "COLUMN,…", description, text -> names(name, text));
  }

  private static List<String> names(String option, String text) {
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (names.stream().anyMatch(String::isEmpty)) {
      throw new DataException(
          "%s: '%s' has an empty name; give such as holiday or holiday,price"
              .formatted(option, text));
    }
    return names;
  }

  /// A file with one series whose form is found from it.
  ///
  /// @param file the file
  /// @param time the column of the times
  /// @param target the column to forecast
  /// @param horizon how many steps ahead
  public static SeriesTable of(Path file, String time, String target, int horizon) {
    return new SeriesTable(
        file, SeriesColumns.of(time, target), SeriesOptions.ofHorizon(horizon), ReadOptions.NONE);
  }

  /// The same with these columns.
  @CheckReturnValue
  public SeriesTable with(SeriesColumns other) {
    return new SeriesTable(file, other, options, reading);
  }

  /// The same with these options.
  @CheckReturnValue
  public SeriesTable with(SeriesOptions other) {
    return new SeriesTable(file, columns, other, reading);
  }

  @Override
  public Prepared prepare(Holdout holdout) {
    holdout.requireRandom("of a time series the latest part is held out");
    return SeriesPreparation.prepare(
        TableReader.read(file, reading), columns, options, holdout.part(), holdout.seed());
  }

  /// N-BEATS for few windows, from which recurrent networks learn less; both by measurement.
  @Override
  public String usualModel(Prepared prepared) {
    boolean isFew =
        prepared.training() instanceof Samples windows && windows.count() < SeriesDefaults.FEW;
    return isFew ? "nbeats" : "gru";
  }

  @Override
  public String name() {
    return CsvTable.of(file, columns.target()).name();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND_OF_DATA.name());
    map.put(
        "file", file.toString().equals("-") ? "-" : file.toAbsolutePath().normalize().toString());
    map.put("columns", columns.toMap());
    map.put("horizon", options.horizon());
    options.season().ifPresent(steps -> map.put("season", steps));
    options.history().ifPresent(steps -> map.put("history", steps));
    if (!reading.isEmpty()) {
      map.put("reading", ReadOptionsMap.of(reading));
    }
    return map;
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "series";
    }

    @Override
    public String title() {
      return "time series";
    }

    @Override
    public boolean isTable() {
      return true;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of(TIME, HORIZON, SERIES, SEASON, HISTORY, KNOWN, PAST);
    }

    /// A file with a horizon, or with times where nothing says that it holds ratings.
    @Override
    public boolean holds(Path path, DataPlan plan) {
      boolean isRated = plan.has(RatingsTable.USER) || plan.has(RatingsTable.ITEM);
      return !isRated && options().stream().anyMatch(plan::has) && !Files.isDirectory(path);
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      if (!plan.drop().isEmpty() || !plan.categories().isEmpty() || plan.task().isPresent()) {
        throw new DataException(
            "%s: --drop, --categories and --task do not apply to time series; leave them out"
                .formatted(path));
      }
      String time =
          plan.value(TIME)
              .orElseThrow(() ->
                  new DataException(
                      "%s: time series need the column of the times: --time COLUMN"
                          .formatted(path)));
      int horizon =
          plan.value(HORIZON)
              .orElseThrow(() ->
                  new DataException(
                      "%s: time series need the number of steps to forecast: --horizon N"
                          .formatted(path)));
      return new SeriesTable(
          path,
          new SeriesColumns(
              time,
              plan.target(path),
              plan.value(SERIES),
              plan.value(KNOWN).orElse(List.of()),
              plan.value(PAST).orElse(List.of())),
          new SeriesOptions(horizon, plan.value(SEASON), plan.value(HISTORY)),
          plan.reading());
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      return new SeriesTable(
          fields.path("file"),
          SeriesColumns.fromMap(fields.map("columns")),
          new SeriesOptions(
              fields.whole("horizon", 1, SeriesOptions.MOST),
              steps(fields, "season"),
              steps(fields, "history")),
          fields.values().containsKey("reading")
              ? ReadOptionsMap.from(fields.map("reading"))
              : ReadOptions.NONE);
    }

    private static Optional<Integer> steps(PlainMap fields, String key) {
      return fields.values().containsKey(key)
          ? Optional.of(fields.whole(key, 1, SeriesOptions.MOST))
          : Optional.empty();
    }
  }
}
