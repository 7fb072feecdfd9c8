package dev.adjoint.onnx;

import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// The networks that real PyTorch exported, with their inputs and outputs.
final class SharedModels {

  /// A network.
  ///
  /// @param outputs in the order of the file
  record Network(String name, String input, List<String> outputs) {}

  static final List<Network> NETWORKS =
      List.of(
          new Network("mlp", "input", List.of("output")),
          new Network("cnn", "image", List.of("log_probability")),
          new Network("lstm", "ids", List.of("logits", "hidden")),
          new Network("gru", "x", List.of("y")),
          new Network("encoder", "ids", List.of("logits")),
          new Network("gpt", "ids", List.of("logits")),
          new Network("resnet", "image", List.of("logits")),
          new Network("unet", "x", List.of("y")));

  private SharedModels() {}

  /// The folder `interchange` beside the data; the test is skipped where there is none.
  static Path folder() {
    Path data = Path.of(System.getProperty("adjoint.data", "../../shared/data"));
    Path folder = data.toAbsolutePath().normalize().resolveSibling("interchange");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no folder " + folder);
    return folder;
  }

  static Network network(String name) {
    return NETWORKS.stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  static Tensor array(String network, String name) throws IOException {
    return Numpy.read(folder().resolve(network).resolve(name + ".npy"));
  }
}
