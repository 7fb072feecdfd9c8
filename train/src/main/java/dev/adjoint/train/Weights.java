package dev.adjoint.train;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.registry.TensorFormat;
import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.nn.LoadReport;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The weights of a model in a file: safetensors, which PyTorch and other libraries read too, or
/// the files of these. Read are safetensors (also with an index of several files), from PyTorch's
/// files (`.pt`, `.pth`, `.th`, `.bin`; state dicts and checkpoints) and from NumPy's archives
/// (`.npz`).
///
/// ```java
/// Weights.save(model, Path.of("model.safetensors"));
/// Weights.load(model, Path.of("model.safetensors"));
/// ```
///
/// The names in the file are the paths of parameters and buffers, see [Parameters].
public final class Weights {

  private static final String BATCHES = "num_batches_tracked";
  private static final String MEAN = "running_mean";

  private Weights() {}

  /// Writes all parameters and buffers. An older file is replaced atomically.
  ///
  /// The ending of the name decides the format: `.pt`, `.pth`, `.th`, `.bin` and `.ckpt` a state
  /// dict that PyTorch's `load_state_dict` takes, `.npz` an archive of NumPy, everything else
  /// safetensors.
  ///
  /// @param model a layer, or a record or collection of layers
  public static void save(Object model, Path file) throws IOException {
    TrainArguments.required("the model", model, "give a layer or a record of layers");
    TrainArguments.required("the file", file, "give its path");
    Parameters parameters = Parameters.of(model);
    Optional<TensorFormat> format = TensorFormats.forEnding(file);
    if (format.isPresent() && !format.get().name().equals("safetensors")) {
      format.get().write(file, stored(parameters), Map.of());
      return;
    }
    new Safetensors(parameters.stateDict(), Map.of("format", "pt")).write(file);
  }

  /// All parameters and buffers under all their paths: PyTorch asks for those of tied weights too.
  static Map<String, StoredTensor> stored(Parameters parameters) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    parameters.stateDict().forEach((name, tensor) -> stored.put(name, StoredTensor.of(tensor)));
    parameters
        .tied()
        .forEach((name, first) -> stored.put(name, Objects.requireNonNull(stored.get(first))));
    return stored;
  }

  /// Replaces all parameters and buffers by those in a file, whose content says which format it is.
  ///
  /// @throws IOException if it cannot be read or is damaged
  /// @throws IllegalArgumentException naming every path that is missing, unexpected or of another
  ///   shape; nothing is changed then
  public static void load(Object model, Path file) throws IOException {
    TrainArguments.required("the model", model, "give a layer or a record of layers");
    TrainArguments.required("the file", file, "give its path");
    Parameters parameters = Parameters.of(model);
    Map<String, Tensor> weights = read(file, parameters);
    try {
      parameters.loadStateDict(weights);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// Replaces the parameters and buffers that are in the file with the same shape, and reports all
  /// others (`strict=False` in PyTorch). Use it, for instance, for all layers except a new head.
  ///
  /// @throws IOException if it cannot be read or is damaged
  public static LoadReport loadMatching(Object model, Path file) throws IOException {
    TrainArguments.required("the model", model, "give a layer or a record of layers");
    TrainArguments.required("the file", file, "give its path");
    Parameters parameters = Parameters.of(model);
    return parameters.loadMatching(read(file, parameters));
  }

  /// The weights in a file. Those of batch normalisation that PyTorch saved before 0.4.1 have no
  /// number of batches; as in PyTorch it becomes 0.
  private static Map<String, Tensor> read(Path file, Parameters parameters) throws IOException {
    Map<String, Tensor> weights = new LinkedHashMap<>(TensorFormats.weights(file));
    if (weights.keySet().stream().noneMatch(name -> name.endsWith(BATCHES))) {
      parameters
          .buffers()
          .forEach((name, buffer) -> {
            if (name.endsWith(BATCHES) && weights.containsKey(name.replace(BATCHES, MEAN))) {
              weights.put(name, Tensor.zerosLike(buffer.value()));
            }
          });
    }
    return weights;
  }
}
