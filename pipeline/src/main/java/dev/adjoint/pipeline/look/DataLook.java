package dev.adjoint.pipeline.look;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataPlan;
import java.nio.file.Path;
import java.util.List;

/// Describes data of one kind.
///
/// To add one, write a class that implements this and one line in [#ALL]. [PreparedLook] describes
/// the kinds of data without one.
public interface DataLook {

  // Abstract, because a default method would make Java initialise the list before its elements
  // exist.

  /// All kinds of data that have a look of their own. A new one is added here and nowhere else.
  List<DataLook> ALL = List.of(new TableLook(), new SeriesLook());

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
  /// @throws DataException when the data cannot be read, is of no kind that can be trained on, or
  ///   the plan has options that its kind does not have
  static Findings of(Path path, DataPlan plan) {
    DataKind kind = DataKind.of(path, plan);
    plan.requireFits(kind, path);
    return ALL.stream()
        .filter(look -> look.kind().equals(kind.name()))
        .findFirst()
        .orElseGet(() -> new PreparedLook(kind.name()))
        .look(path, plan);
  }
}
