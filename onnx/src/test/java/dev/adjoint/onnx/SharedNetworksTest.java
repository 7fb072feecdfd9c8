package dev.adjoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The networks of the shared files, made of the layers of the library: weights of PyTorch 1.13 and
/// 2.13 and of safetensors are read by their names, and the outputs are those of PyTorch.
class SharedNetworksTest {

  static List<SharedModels.Network> networks() {
    return SharedModels.NETWORKS;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void weightsAreReadByTheirNamesAndGiveTheOutputsOfPyTorch(SharedModels.Network network)
      throws IOException {
    Path folder = SharedModels.folder();
    String name = network.name();
    Tensor x = SharedModels.array(name, network.input());
    for (Path file :
        List.of(
            folder.resolve(name).resolve("state_dict.pt"),
            folder.resolve("modern").resolve(name).resolve("state_dict.pt"),
            folder.resolve("modern").resolve(name).resolve("model.safetensors"))) {
      SharedNetworks made = SharedNetworks.named(name);
      Parameters.of(made.parts()).loadStateDict(TensorFormats.weights(file));
      List<Tensor> outputs = made.forward().apply(x);
      for (int i = 0; i < network.outputs().size(); i++) {
        Tensor expected = SharedModels.array(name, network.outputs().get(i));
        assertThat(outputs.get(i).shape()).isEqualTo(expected.shape());
        assertThat(outputs.get(i).subtract(expected).abs().max().item())
            .as("%s, output %d", file, i)
            .isLessThan(1e-5);
      }
    }
  }
}
