package dev.adjoint.serve.input;

import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the samples of requests to a model of one kind.
///
/// Every method that reads throws a [Refusal] or a [dev.adjoint.data.DataException] that says what
/// is wrong with the request.
public interface ServedInput {

  /// The most samples of one request.
  int MOST_SAMPLES = 4096;

  /// The kind, named as on the page and in the metadata: `table` or `image`.
  String kind();

  /// The tensors that the Open Inference Protocol takes.
  List<TensorSpec> tensors();

  /// Prepares the tensors of a request.
  Inputs of(List<TensorData> tensors);

  /// Prepares the body of a simple request.
  ///
  /// @param body the parsed JSON
  Inputs of(@Nullable Object body);

  /// A body that [#of(Object)] accepts, as an example for users.
  Map<String, Object> example();

  /// Prepares CSV text.
  default Inputs csv(String text) {
    throw Refusal.of(
        415, "body: this model was not trained on a table and cannot read CSV; send JSON");
  }

  /// Prepares the bytes of an image file.
  default Inputs image(byte[] file) {
    throw Refusal.of(
        415, "body: this model was not trained on images; send JSON or CSV with its columns");
  }

  /// Prepared numbers of a picture as they are shown: red, green and blue, or grey, in 0 … 255.
  ///
  /// @param features the prepared numbers of one sample
  default float[] shown(float[] features) {
    return features;
  }

  /// What the page needs in addition to the tensors to show a form.
  Map<String, Object> form();

  /// Refuses no samples, and more samples than a request may have.
  static void requireCount(long count) {
    if (count < 1 || count > MOST_SAMPLES) {
      throw Refusal.of(
          count < 1 ? 400 : 413,
          "body: there are %,d samples but a request has 1 to %,d; %s"
              .formatted(count, MOST_SAMPLES, count < 1 ? "send one" : "send several requests"));
    }
  }
}
