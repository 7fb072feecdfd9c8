package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Weight;
import dev.adjoint.peers.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// The weights of a workload by their names, in its order.
final class Parameters {

  /// No tensor, where one may be missing.
  static final TensorOptional NONE = new TensorOptional();

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, TensorOptional> optionals = new LinkedHashMap<>();
  private final boolean channelsLast;

  private Parameters(boolean channelsLast) {
    this.channelsLast = channelsLast;
  }

  /// To differentiate by.
  ///
  /// @param channelsLast whether filters and images lie in memory with their channels last
  static Parameters of(Workload workload, boolean channelsLast) {
    Parameters parameters = new Parameters(channelsLast);
    for (Weight weight : Weights.of(workload)) {
      Tensor tensor = parameters.ordered(Tensors.of(weight.values(), weight.shape()));
      tensor.set_requires_grad(true);
      parameters.tensors.put(weight.name(), tensor);
      parameters.optionals.put(weight.name(), new TensorOptional(tensor));
    }
    return parameters;
  }

  /// A filter or a batch of images in the order of memory that the model wants.
  Tensor ordered(Tensor tensor) {
    return channelsLast && tensor.dim() == 4
        ? tensor.contiguous(torch.MemoryFormat.ChannelsLast)
        : tensor;
  }

  List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  List<Tensor> all() {
    return List.copyOf(tensors.values());
  }

  Tensor get(String name) {
    return named(tensors, name);
  }

  /// The same as an argument that may be missing.
  TensorOptional optional(String name) {
    return named(optionals, name);
  }

  /// The layer `name.weight` and `name.bias`.
  Tensor linear(Tensor x, String name) {
    return torch.linear(x, get(name + ".weight"), optional(name + ".bias"));
  }

  private static <T> T named(Map<String, T> map, String name) {
    T found = map.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no weight " + name);
    }
    return found;
  }
}
