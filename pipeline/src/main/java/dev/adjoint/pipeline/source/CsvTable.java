package dev.adjoint.pipeline.source;

import dev.adjoint.data.Holdout;
import dev.adjoint.data.Task;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.ReadOptionsMap;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table in a CSV file.
///
/// @param file the file; `-` is the standard input
/// @param options the target column, and what is dropped or forced
public record CsvTable(Path file, TableOptions options) implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  static final PlanOption<String> WEIGHT =
      new PlanOption<>(
          "sample-weight",
          "COLUMN",
          "The column that says how much each row counts in the loss, at least 0. Default: all count the same.",
          String::strip);

  /// A CSV file with the column to predict; everything else is found from the data.
  public static CsvTable of(Path file, String target) {
    return new CsvTable(file, TableOptions.target(target));
  }

  @Override
  public Prepared prepare(Holdout holdout) {
    return Prepared.table(TableReader.read(file, options.reading()), options, holdout);
  }

  @Override
  public String name() {
    if (isStandardInput()) {
      return "stdin";
    }
    return file.getFileName()
        .toString()
        .replaceFirst("(?<=.)\\.gz$", "")
        .replaceFirst("(?<=.)\\.[^.]+$", "");
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND_OF_DATA.name());
    map.put("file", isStandardInput() ? "-" : file.toAbsolutePath().normalize().toString());
    map.put("target", options.target());
    map.put("drop", List.copyOf(options.drop()));
    map.put("categories", List.copyOf(options.categories()));
    map.put("task", options.task().map(Task::toString).orElse(""));
    options.weight().ifPresent(column -> map.put("sample_weight", column));
    if (!options.reading().isEmpty()) {
      map.put("reading", ReadOptionsMap.of(options.reading()));
    }
    return map;
  }

  private boolean isStandardInput() {
    return file.toString().equals("-");
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "csv";
    }

    @Override
    public String title() {
      return "the table";
    }

    @Override
    public boolean isTable() {
      return true;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of(WEIGHT);
    }

    @Override
    public boolean holds(Path path, DataPlan plan) {
      return !Files.isDirectory(path);
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      return new CsvTable(path, plan.table(path));
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      String task = fields.text("task");
      TableOptions options =
          new TableOptions(
              fields.text("target"),
              new LinkedHashSet<>(fields.texts("drop")),
              new LinkedHashSet<>(fields.texts("categories")),
              task.isEmpty()
                  ? Optional.empty()
                  : Optional.of(fields.choice("task", Task.values(), Task::toString)),
              fields.values().containsKey("reading")
                  ? ReadOptionsMap.from(fields.map("reading"))
                  : ReadOptions.NONE,
              fields.values().containsKey("sample_weight")
                  ? Optional.of(fields.text("sample_weight"))
                  : Optional.empty());
      return new CsvTable(fields.path("file"), options);
    }
  }
}
