package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.tensor.Shape;
import java.util.List;
import java.util.Map;

/// What has to be remembered with a model to treat new data as the training data was treated.
///
/// It consists of names and numbers only and goes into a JSON file as it is: [#toMap], [#fromMap].
public sealed interface Preprocessing permits TablePreprocessing, ImagePreprocessing {

  /// The target.
  ///
  /// @return classes, or the scale of a number
  Target target();

  /// The shape of one sample's inputs.
  ///
  /// @return the shape without the axis of the samples
  Shape featureShape();

  /// The names of the inputs.
  ///
  /// @return one name for each input, empty for images
  List<String> featureNames();

  /// Everything in maps, lists, texts and numbers, ready for a JSON file.
  ///
  /// @return a new map that [#fromMap] reads
  Map<String, Object> toMap();

  /// Reads what [#toMap] gave, for example out of a JSON file.
  ///
  /// @param map plain data, untrusted
  /// @return the preprocessing
  /// @throws DataException when an entry is missing or of the wrong kind
  static Preprocessing fromMap(Map<?, ?> map) {
    var fields = new PlainMap("preprocessing", map);
    return switch (fields.text("kind")) {
      case "table" -> TablePreprocessing.from(fields);
      case "images" -> ImagePreprocessing.from(fields);
      default -> throw fields.wrong("kind", "'table' or 'images'");
    };
  }
}
