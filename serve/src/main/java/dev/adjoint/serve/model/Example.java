package dev.adjoint.serve.model;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.pipeline.quality.SampleView;
import java.util.Map;

/// A sample that the run held out, with its true answer.
///
/// @param inputs the prepared sample
/// @param view what people look at
/// @param given the sample as a form holds it; empty for images
/// @param truth the true answer
/// @param answer the answer of the model
public record Example(
    Inputs inputs, SampleView view, Map<String, String> given, String truth, Prediction answer) {

  /// Whether the model names another class.
  public boolean isWrong() {
    return answer instanceof Prediction.OfClass one && !one.label().equals(truth);
  }
}
