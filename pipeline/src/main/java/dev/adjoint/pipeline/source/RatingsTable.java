package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.ReadOptionsMap;
import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Ratings of items by users in a CSV file.
///
/// @param file the file
/// @param columns which columns hold what
/// @param reading how the file is written
public record RatingsTable(Path file, RatingColumns columns, ReadOptions reading)
    implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  static final PlanOption<String> USER = column("user", "The column of users.");
  static final PlanOption<String> ITEM =
      column("item", "The column of what they rated; --target is their rating.");

  private static PlanOption<String> column(String name, String description) {
    return new PlanOption<>(name, "COLUMN", description, Function.identity());
  }

  /// A file whose form is found from it.
  public static RatingsTable of(Path file, RatingColumns columns) {
    return new RatingsTable(file, columns, ReadOptions.NONE);
  }

  @Override
  public Prepared prepare(Holdout holdout) {
    return RatingPreprocessing.prepare(TableReader.read(file, reading), columns, holdout);
  }

  @Override
  public String name() {
    return CsvTable.of(file, columns.rating()).name();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND_OF_DATA.name());
    map.put("file", file.toAbsolutePath().normalize().toString());
    map.put("columns", columns.toMap());
    if (!reading.isEmpty()) {
      map.put("reading", ReadOptionsMap.of(reading));
    }
    return map;
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "ratings";
    }

    @Override
    public String title() {
      return "ratings";
    }

    @Override
    public boolean isTable() {
      return true;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of(USER, ITEM, SeriesTable.TIME);
    }

    @Override
    public boolean holds(Path path, DataPlan plan) {
      return (plan.has(USER) || plan.has(ITEM)) && !Files.isDirectory(path);
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      if (!plan.drop().isEmpty() || !plan.categories().isEmpty() || plan.task().isPresent()) {
        throw new DataException(
            "%s: --drop, --categories and --task do not apply to ratings; leave them out"
                .formatted(path));
      }
      return new RatingsTable(
          path,
          new RatingColumns(
              required(plan, USER, path),
              required(plan, ITEM, path),
              plan.target(path),
              plan.value(SeriesTable.TIME)),
          plan.reading());
    }

    private static String required(DataPlan plan, PlanOption<String> option, Path path) {
      return plan.value(option)
          .orElseThrow(() ->
              new DataException(
                  "%s: ratings need the column of the %s: --%s COLUMN"
                      .formatted(path, option.name(), option.name())));
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      return new RatingsTable(
          fields.path("file"),
          RatingColumns.fromMap(fields.map("columns")),
          fields.values().containsKey("reading")
              ? ReadOptionsMap.from(fields.map("reading"))
              : ReadOptions.NONE);
    }
  }
}
