package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.ReadOptionsMap;
import dev.adjoint.data.ratings.ItemTitles;
import dev.adjoint.data.ratings.RatingColumns;
import dev.adjoint.data.ratings.RatingPreprocessing;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Ratings of items by users in a CSV file.
///
/// @param file the file
/// @param columns which columns hold what
/// @param reading how the file is written
/// @param titles a file of the titles of the items, for people, see [ItemTitles]
public record RatingsTable(
    Path file, RatingColumns columns, ReadOptions reading, Optional<Path> titles)
    implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  static final PlanOption<String> USER = column("user", "The column of users.");
  static final PlanOption<String> ITEM =
      column("item", "The column of what they rated; --target is their rating.");

  static final PlanOption<Path> TITLES =
      new PlanOption<>(
          "titles",
          "FILE",
          "For ratings: a file of the titles of the items, lines item::title or a CSV file, for the"
              + " report.",
          Path::of);

  private static PlanOption<String> column(String name, String description) {
    return new PlanOption<>(name, "COLUMN", description, Function.identity());
  }

  /// A file whose form is found from it.
  public static RatingsTable of(Path file, RatingColumns columns) {
    return new RatingsTable(file, columns, ReadOptions.NONE, Optional.empty());
  }

  /// The same with a file of the titles of the items.
  @CheckReturnValue
  public RatingsTable withTitles(Path known) {
    return new RatingsTable(file, columns, reading, Optional.of(known));
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
    titles.ifPresent(known -> map.put("titles", known.toAbsolutePath().normalize().toString()));
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
      return List.of(USER, ITEM, SeriesTable.TIME, TITLES);
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
      plan.value(TITLES).ifPresent(ItemTitles::read); // so that it fails before the training
      return new RatingsTable(
          path,
          new RatingColumns(
              required(plan, USER, path),
              required(plan, ITEM, path),
              plan.target(path),
              plan.value(SeriesTable.TIME)),
          plan.reading(),
          plan.value(TITLES));
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
              : ReadOptions.NONE,
          fields.values().containsKey("titles")
              ? Optional.of(fields.path("titles"))
              : Optional.empty());
    }
  }
}
