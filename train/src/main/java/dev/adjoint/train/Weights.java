package dev.adjoint.train;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.nn.LoadReport;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// The weights of a model in a safetensors file, which PyTorch and other libraries read too.
///
/// ```java
/// Weights.save(model, Path.of("model.safetensors"));
/// Weights.load(model, Path.of("model.safetensors"));
/// ```
///
/// The names in the file are the paths of parameters and buffers, see [Parameters].
public final class Weights {

  private Weights() {}

  /// Writes all parameters and buffers, replacing an older file as a whole.
  ///
  /// @param model a layer, or a record or collection of layers
  public static void save(Object model, Path file) throws IOException {
    Given.required("the model", model, "give a layer or a record of layers");
    new Safetensors(Parameters.of(model).stateDict(), Map.of("format", "pt")).write(file);
  }

  /// Replaces all parameters and buffers by those in a file.
  ///
  /// @throws IOException if it cannot be read or is damaged
  /// @throws IllegalArgumentException naming every path that is missing, unexpected or of another
  ///   shape; then nothing has changed
  public static void load(Object model, Path file) throws IOException {
    Given.required("the model", model, "give a layer or a record of layers");
    Map<String, Tensor> weights = Safetensors.read(file).tensors();
    try {
      Parameters.of(model).loadStateDict(weights);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// Replaces those parameters and buffers that are in the file in the same shape, such as all but
  /// a new head, and reports the others (`strict=False` in PyTorch).
  ///
  /// @throws IOException if it cannot be read or is damaged
  public static LoadReport loadMatching(Object model, Path file) throws IOException {
    Given.required("the model", model, "give a layer or a record of layers");
    return Parameters.of(model).loadMatching(Safetensors.read(file).tensors());
  }
}
