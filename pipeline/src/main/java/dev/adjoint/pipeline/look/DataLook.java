package dev.adjoint.pipeline.look;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import java.nio.file.Path;
import java.util.List;

/// Says what data of one kind is.
///
/// A new one is one class that implements this and one line in [#ALL]; a kind of data without one
/// is looked at by [PreparedLook].
public interface DataLook {

  // A default method would make Java fill the list before the looks that are in it exist.

  /// All kinds of data that have a look of their own. A new one is added here and nowhere else.
  List<DataLook> ALL = List.of(new TableLook());

  /// The name of the [DataKind].
  String kind();

  /// What the data is.
  ///
  /// @param path the data
  /// @param plan what a person says about it; the target may be missing
  /// @throws DataException when the data cannot be read
  Findings look(Path path, DataPlan plan);

  /// What data of any kind is.
  ///
  /// @param path the data
  /// @param plan what a person says about it; the target may be missing
  /// @throws DataException when the data cannot be read, or is of no kind that can be trained on
  static Findings of(Path path, DataPlan plan) {
    DataKind kind = DataKind.of(path, plan);
    return ALL.stream()
        .filter(look -> look.kind().equals(kind.name()))
        .findFirst()
        .orElseGet(() -> new PreparedLook(kind.name()))
        .look(path, plan);
  }
}
