package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.pipeline.settings.PlanOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A kind of data that can be trained on: how it is recognised and how it is read from
/// `model.json`.
public interface DataKind {

  // Abstract, because a default method would make Java initialise the list before its elements
  // exist.

  /// All kinds, in the order in which they are asked whether they accept a path. Tables come last,
  /// because every file may be one. A new kind is added here and nowhere else.
  List<DataKind> ALL =
      List.of(
          PhotoImages.KIND_OF_DATA,
          BookText.KIND_OF_DATA,
          IdxImages.KIND_OF_DATA,
          GeneratedSamples.KIND_OF_DATA,
          CsvTexts.KIND_OF_DATA,
          SeriesTable.KIND_OF_DATA,
          RatingsTable.KIND_OF_DATA,
          DataFrameRows.KIND_OF_DATA,
          CsvTable.KIND_OF_DATA);

  /// The name as written in `model.json`.
  String name();

  /// What a path of this kind is, for messages, such as `the folder of images`.
  String title();

  /// Whether a target column and other options of tables are meant for this kind.
  boolean isTable();

  /// The options for such data, in addition to those for tables.
  List<PlanOption<?>> options();

  /// Whether a path holds data of this kind.
  ///
  /// @param plan the choices of the user; an option can distinguish a kind from others
  boolean holds(Path path, DataPlan plan);

  /// The source at a path.
  ///
  /// @param path a path that [#holds] accepts
  /// @param plan what a person says about the data
  /// @throws DataException when something is missing or out of its range
  DataSource at(Path path, DataPlan plan);

  /// Reads what [DataSource#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or wrong
  DataSource fromMap(PlainMap fields);

  /// The source at a path, of the first kind that accepts it.
  ///
  /// @param plan what a person says about the data
  /// @throws DataException when no kind accepts it, or what was said does not fit the kind
  static DataSource source(Path path, DataPlan plan) {
    DataKind kind = of(path, plan);
    plan.requireFits(kind, path);
    return kind.at(path, plan);
  }

  /// The kind of the data at a path.
  ///
  /// @param plan what a person says about the data
  /// @throws DataException when no kind accepts it
  static DataKind of(Path path, DataPlan plan) {
    return ALL.stream()
        .filter(kind -> kind.holds(path, plan))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "read %s: no kind of data that can be trained on (%s); check the path"
                    .formatted(path, names())));
  }

  /// Reads a source of any kind.
  ///
  /// @param fields what [DataSource#toMap] gave, untrusted
  /// @throws DataException when an entry is missing or wrong, or the kind is unknown
  static DataSource read(PlainMap fields) {
    String name = fields.text("kind");
    return ALL.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> fields.wrong("kind", "one of " + names()))
        .fromMap(fields);
  }

  /// The titles of the kinds that have an option, for messages.
  static String having(String option) {
    return ALL.stream()
        .filter(kind -> kind.options().stream().anyMatch(each -> each.name().equals(option)))
        .map(DataKind::title)
        .collect(Collectors.joining(" and "));
  }

  private static List<String> names() {
    return ALL.stream().map(DataKind::name).toList();
  }
}
