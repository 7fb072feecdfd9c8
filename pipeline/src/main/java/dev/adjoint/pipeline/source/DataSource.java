package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.input.InputKind;
import java.util.Map;
import java.util.Optional;

/// Where the samples of a training run come from.
///
/// A new kind of data is one class that implements this and one line in [DataKind#ALL].
public interface DataSource {

  /// Reads and splits the samples. The same source with the same arguments gives the same samples
  /// as long as its files do not change.
  ///
  /// @param holdout which samples are held out
  /// @throws DataException when the data cannot be read or used
  Prepared prepare(Holdout holdout);

  /// Reads the samples and holds out a random part.
  ///
  /// @param validation the part to hold out, in (0, 1)
  /// @param seed decides which samples are held out
  /// @throws DataException when the data cannot be read or used
  default Prepared prepare(double validation, long seed) {
    return prepare(Holdout.random(validation, seed));
  }

  /// The same data, read as a network needs it.
  ///
  /// @param model the name of the kind of network that the user chose, or empty for the usual one
  default DataSource readFor(Optional<String> model) {
    return this;
  }

  /// The name of the [dev.adjoint.pipeline.network.ArchitectureKind] that is the default for this
  /// data.
  ///
  /// @param prepared what [#prepare] gave
  default String usualModel(Prepared prepared) {
    return InputKind.usualModel(prepared.preprocessing());
  }

  /// A short name for folders and titles.
  String name();

  /// Everything as written in `model.json`, in maps, lists, texts and numbers; the entry `kind` is
  /// the name of the kind.
  Map<String, Object> toMap();
}
