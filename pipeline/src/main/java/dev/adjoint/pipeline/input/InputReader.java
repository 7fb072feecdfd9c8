package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.table.Table;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads new samples for a model and prepares them as the training samples were prepared.
///
/// A new kind of preprocessing is one class that implements this and one line in [InputKind#ALL].
/// The default methods refuse the other forms of samples.
public interface InputReader {

  /// What the model was trained on and what to give it, such as `a table; give rows`.
  String expects();

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
  Source readWithTargets(Path data, List<String> notes);

  /// The same reader with options for reading CSV files.
  ///
  /// @param said the options
  /// @throws DataException when an option is given and the model was not trained on a table
  default InputReader reading(ReadOptions said) {
    if (said.isEmpty()) {
      return this;
    }
    throw refused("a file described as CSV");
  }

  /// Prepares samples in a tensor, in the units of the training data.
  ///
  /// @param samples one sample, or several along the first axis
  /// @throws DataException when the shape is another one or the samples are not numbers
  Inputs of(Tensor samples);

  /// Prepares the rows of a table.
  ///
  /// @throws DataException when a column is missing, a cell cannot be read, or the model was not
  ///   trained on a table
  default Inputs of(Table table) {
    throw refused("a table");
  }

  /// Prepares rows, each a map from column to value; a missing value is `null`, empty or left out.
  ///
  /// @throws DataException when a column is missing, a value cannot be read, or the model was not
  ///   trained on a table
  default Inputs of(List<? extends Map<String, ?>> rows) {
    throw refused("a row");
  }

  /// Prepares the rows of CSV text, read as a file with this text would be.
  ///
  /// @param csv the whole text, header first
  /// @param name what messages call it
  /// @throws DataException when it cannot be read, a column is missing, a cell cannot be read, or
  ///   the model was not trained on a table
  default Inputs parse(String csv, String name) {
    throw refused("CSV");
  }

  /// Prepares images.
  ///
  /// @throws DataException when the images have other sizes or the model was not trained on images
  default Inputs of(IdxArray images) {
    throw refused("an array of images");
  }

  /// Prepares one image.
  ///
  /// @param image the content of an image file, such as a JPEG
  /// @throws DataException when it is not an image, or the model was not trained on photographs
  default Inputs of(byte[] image) {
    throw refused("an image file");
  }

  private DataException refused(String given) {
    return new DataException(
        "predict: %s cannot be read, because the model was trained on %s"
            .formatted(given, expects()));
  }
}
