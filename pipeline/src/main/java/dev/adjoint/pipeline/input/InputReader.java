package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import java.nio.file.Path;
import java.util.List;

/// Reads new samples for a model and prepares them as the training samples were prepared.
///
/// A new kind of preprocessing is one class that implements this and one line in [InputKind#ALL].
public interface InputReader {

  /// Reads samples whose targets are not known.
  ///
  /// @param data a file or a folder
  /// @throws DataException when it cannot be read or is of another kind
  Inputs read(Path data);

  /// Reads samples whose targets are known.
  ///
  /// @param data a file or a folder
  /// @param notes where sentences about missing and unknown cells and left-out rows go
  /// @throws DataException when it cannot be read, is of another kind, or a class is unknown
  DataSet readWithTargets(Path data, List<String> notes);
}
