package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.TableOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A kind of data that can be trained on: how it is recognised and how it is read back from
/// `model.json`.
public interface DataKind {

  /// All kinds, in the order in which they are asked whether a path is theirs; tables come last,
  /// because every file may be one. A new kind is added here and nowhere else.
  List<DataKind> ALL =
      List.of(IdxImages.KIND_OF_DATA, GeneratedSamples.KIND_OF_DATA, CsvTable.KIND_OF_DATA);

  /// The name as it stands in `model.json`.
  String name();

  /// What a path of this kind is, for messages, such as `the folder of images`.
  String title();

  /// Whether a target column and other options of tables are meant for this kind.
  boolean isTable();

  /// Whether a path that a person names holds data of this kind.
  boolean holds(Path path);

  /// The source at a path.
  ///
  /// @param path a path that [#holds] accepts
  /// @param table what a person says about the table, present exactly for tables
  /// @throws DataException when the options do not fit the kind
  DataSource at(Path path, Optional<TableOptions> table);

  /// Reads what [DataSource#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or wrong
  DataSource fromMap(PlainMap fields);

  /// The kind of the data at a path.
  ///
  /// @throws DataException when no kind accepts it
  static DataKind of(Path path) {
    return ALL.stream()
        .filter(kind -> kind.holds(path))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "read %s: it is of no kind that can be trained on (%s); check the path"
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

  private static List<String> names() {
    return ALL.stream().map(DataKind::name).toList();
  }
}
