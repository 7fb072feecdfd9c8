package dev.adjoint.data.prepare;

import dev.adjoint.tensor.Shape;
import java.util.List;
import java.util.Map;

/// What is saved with a model to prepare new data in the same way as the training data.
///
/// It consists of names and numbers only and goes into a JSON file as it is. Each class that
/// implements this reads its own map: [TablePreprocessing#fromMap], [ImagePreprocessing#fromMap].
public interface Preprocessing {

  /// The target.
  ///
  /// @return classes, or the scale of a number
  Target target();

  /// The shape of one sample's inputs.
  ///
  /// @return the shape without the axis of the samples
  Shape featureShape();

  /// What one prepared sample is to a network.
  ///
  /// @return numbers, unless this says otherwise
  default InputForm form() {
    return new InputForm.Numbers(featureShape());
  }

  /// The names of the inputs.
  ///
  /// @return one name for each input, empty for images
  List<String> featureNames();

  /// Everything in maps, lists, texts and numbers, ready for a JSON file. The entry `kind` names
  /// the kind of preprocessing, so that a reader knows which class reads the rest.
  ///
  /// @return a new map
  Map<String, Object> toMap();
}
