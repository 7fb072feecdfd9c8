package dev.adjoint.onnx.keras;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.keras.KerasFile;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The weights of a file, by layer.
///
/// A `.keras` archive has groups that are named by the types of layers, `layers/conv2d_1/vars/0`,
/// with the weights numbered; a whole model in `.h5` has groups by the names of layers, with the
/// weights by name.
final class KerasWeights {

  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> groups = new HashMap<>();

  private KerasWeights(Map<String, StoredTensor> tensors) {
    this.tensors = tensors;
  }

  static KerasWeights of(KerasFile file, List<KerasLayer> layers) {
    KerasWeights weights = new KerasWeights(file.weights());
    Map<String, Integer> seen = new HashMap<>();
    for (KerasLayer layer : layers) {
      String group = layer.snakeCase();
      int before = seen.merge(group, 1, Integer::sum) - 1;
      weights.groups.put(layer.name(), before == 0 ? group : group + "_" + before);
    }
    return weights;
  }

  /// One weight.
  ///
  /// @param part its name, such as `kernel`
  /// @param index its number among the weights of the layer
  /// @param inside where it lies below the layer: `cell`, `forward_layer/cell` or nothing
  Tensor read(KerasLayer layer, String inside, String part, int index, int rank)
      throws IOException {
    String numbered =
        "layers/%s/%svars/%d"
            .formatted(groups.get(layer.name()), inside.isEmpty() ? "" : inside + "/", index);
    StoredTensor stored = tensors.get(numbered);
    if (stored == null) {
      stored = named(layer, inside, part);
    }
    if (stored == null) {
      throw layer.refuse(
          "the file has no weight %s (%s); save the whole model".formatted(part, numbered));
    }
    if (stored.type() != StoredType.F32 || stored.shape().rank() != rank) {
      throw layer.refuse(
          "the weight %s is %s %s but must be F32 with %d axes"
              .formatted(part, stored.type(), stored.shape(), rank));
    }
    return stored.read();
  }

  /// A weight of a whole model in `.h5`, such as `model_weights/lstm/net/lstm/lstm_cell/kernel:0`.
  /// Keras 2 calls the kernel of a depthwise convolution `depthwise_kernel`.
  private @Nullable StoredTensor named(KerasLayer layer, String inside, String part)
      throws FormatException {
    String prefix = "model_weights/%s/".formatted(layer.name());
    String side = inside.contains("_layer") ? inside.substring(0, inside.indexOf("layer")) : "";
    StoredTensor found = null;
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      String name = entry.getKey();
      String last = name.substring(name.lastIndexOf('/') + 1);
      if (name.startsWith(prefix)
          && name.substring(prefix.length()).contains(side)
          && last.matches("(depthwise_)?%s(:\\d+)?".formatted(part))) {
        if (found != null) {
          throw layer.refuse("the file has two weights %s; save it as .keras".formatted(part));
        }
        found = entry.getValue();
      }
    }
    return found;
  }
}
