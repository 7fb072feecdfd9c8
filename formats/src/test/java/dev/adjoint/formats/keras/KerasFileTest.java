package dev.adjoint.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TestFiles;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.tensor.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerasFileTest {

  @TempDir private Path folder;

  private static Path shared(String name) {
    return TestFiles.shared("interchange/modern/keras").resolve(name);
  }

  /// A file that jHDF writes.
  private Path small() {
    Path path = folder.resolve("小 model.weights.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      var vars = file.putGroup("layers").putGroup("dense").putGroup("vars");
      vars.putDataset("0", new float[][] {{1, 2, 3}, {4, 5, 6}});
      vars.putDataset("1", new double[] {0.5, -0.5, 7});
      file.putGroup("optimizer").putDataset("iteration", new int[] {12});
    }
    return path;
  }

  @Test
  void namesShapesAndElementsAreRead() throws IOException {
    try (KerasFile file = KerasFile.open(small())) {
      assertThat(file.tensors().keySet())
          .containsExactlyInAnyOrder(
              "layers/dense/vars/0", "layers/dense/vars/1", "optimizer/iteration");
      StoredTensor kernel = Objects.requireNonNull(file.weights().get("layers/dense/vars/0"));
      assertThat(kernel.toString()).isEqualTo("F32 [2, 3]");
      assertThat(kernel.read().toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(file.weights()).doesNotContainKey("optimizer/iteration");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mlp.keras, layers/dense/vars/, layers/dense_1/vars/, 0, 1",
    "mlp.weights.h5, layers/dense/vars/, layers/dense_1/vars/, 0, 1",
    "mlp.h5, model_weights/dense/sequential/dense/, model_weights/dense_1/sequential/dense_1/, kernel, bias"
  })
  void theWeightsOfAKerasPerceptronGiveItsOutputs(
      String name, String first, String second, String kernel, String bias) throws IOException {
    Map<String, Tensor> w = TensorFormats.weights(shared(name));
    Tensor x = Numpy.read(shared("mlp-x.npy"));
    Tensor hidden = x.matmul(part(w, first + kernel)).add(part(w, first + bias)).relu();
    Tensor y = hidden.matmul(part(w, second + kernel)).add(part(w, second + bias)).softmax(-1);
    Tensor expected = Numpy.read(shared("mlp-y.npy"));

    assertThat(y.subtract(expected).abs().max().item()).isCloseTo(0, within(1e-6));
  }

  private static Tensor part(Map<String, Tensor> weights, String name) {
    return Objects.requireNonNull(weights.get(name), () -> name + " of " + weights.keySet());
  }

  @Test
  void anArchiveHasItsConfiguration() throws IOException {
    try (KerasFile file = KerasFile.open(shared("cnn.keras"))) {
      assertThat(file.metadata().get("config.json")).contains("SeparableConv2D");
      assertThat(file.metadata().get("metadata.json")).contains("keras_version");
    }
    try (KerasFile file = KerasFile.open(shared("lstm.h5"))) {
      assertThat(file.metadata()).containsEntry("keras_version", "3.15.1");
    }
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    Path path = small();
    byte[] bytes = Files.readAllBytes(path);
    Path cut = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(bytes, 40));

    assertThatThrownBy(() -> KerasFile.open(cut))
        .isInstanceOf(FormatException.class)
        .hasMessageMatching(
            ".*: the HDF5 file cannot be read \\(.+\\); it is damaged, or uses a part of HDF5 that is not supported");
  }
}
