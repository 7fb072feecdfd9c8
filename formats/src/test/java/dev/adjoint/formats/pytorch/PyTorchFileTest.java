package dev.adjoint.formats.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TestFiles;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weights.pt",
        "weights-legacy.pt",
        "weights-protocol4.pt",
        "weights-parallel.pt",
        "weights-parameters.pt",
        "weights-script.pt",
        "checkpoint.pt"
      })
  void weightsAreReadToTheBitFromEveryKindOfFile(String name) throws IOException {
    Map<String, Tensor> weights = PyTorchFile.readStateDict(made(name));
    requireSame(weights, "weights.npz");
    assertThat(weights.keySet()).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
  }

  @ParameterizedTest
  @ValueSource(strings = {"views.pt", "views-legacy.pt"})
  void viewsOfOneStorageAreReadWithTheirStrides(String name) throws IOException {
    requireSame(PyTorchFile.readStateDict(made(name)), "views.npz");
  }

  @Test
  void everyElementTypeIsReadAsATypeThatHoldsAllItsValues() throws IOException {
    Map<String, Tensor> types = PyTorchFile.readStateDict(made("types.pt"));
    Tensor brain = types.remove("bf16");
    requireSame(types, "types.npz");
    assertThat(brain).isNotNull();
    assertThat(brain.toFloatArray())
        .containsExactly(1.5f, Float.intBitsToFloat(0xff7f0000), Float.intBitsToFloat(0x00010000));
    assertThat(at(types, "i8").elementType()).isEqualTo(ElementType.I32);
    assertThat(at(types, "bool").elementType()).isEqualTo(ElementType.BOOL);
    assertThat(at(types, "empty").shape().toArray()).containsExactly(3, 0, 2);
  }

  private void requireSame(Map<String, Tensor> read, String expected) throws IOException {
    Map<String, Tensor> arrays = Numpy.readAll(made(expected));
    assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(arrays.keySet());
    arrays.forEach((name, array) -> {
      Tensor tensor = at(read, name);
      assertThat(tensor.elementType()).as(name).isEqualTo(array.elementType());
      assertThat(tensor.shape()).as(name).isEqualTo(array.shape());
      assertThat(tensor.contentEquals(array)).as("%s: %s, not %s", name, tensor, array).isTrue();
    });
  }

  @Test
  void aCheckpointGivesEverythingThatItHolds() throws IOException {
    try (PyTorchFile file = PyTorchFile.open(made("checkpoint.pt"))) {
      assertThat(file.format()).isEqualTo("PyTorch (ZIP)");
      assertThat(file.metadata())
          .containsEntry("epoch", "7")
          .containsEntry("loss", "1.5")
          .containsEntry("note", "检查点")
          .containsEntry("big", "1000000000000000000000000000000")
          .containsEntry("negative", "-7")
          .containsEntry("nothing", "none")
          .containsEntry("shape", "[2, 3]")
          .containsEntry("size", "[4, 5]")
          .containsEntry("seen", "[1]")
          .containsEntry("milestones.6", "1")
          .containsEntry("arguments.rate", "0.5")
          .containsEntry("optimizer_state_dict.param_groups.0.betas", "[0.9, 0.999]");
      assertThat(file.tensors())
          .containsKeys(
              "model_state_dict.0.weight",
              "optimizer_state_dict.state.0.exp_avg",
              "optimizer_state_dict.state.3.step");
      assertThat(file.stateDict("model_state_dict")).hasSize(4);
      assertThatThrownBy(() -> file.stateDict("ema"))
          .hasMessage(
              file.path()
                  + ": there is no entry 'ema' with tensors; the file has the entries [epoch,"
                  + " model_state_dict, optimizer_state_dict, loss, milestones, big, negative,"
                  + " note, nothing, shape, …]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "calls-system.pt|posix.system|save tensors, numbers and texts only, such as torch.save(model.state_dict(), …)",
        "whole-model.pt|torch.nn.modules.container.Sequential|save tensors, numbers and texts only, such as torch.save(model.state_dict(), …)",
        "sparse.pt|torch._utils._rebuild_sparse_tensor|save the tensor with .to_dense()",
        "quantized.pt|torch._utils._rebuild_qtensor|save the tensor with .dequantize()",
      })
  void aForbiddenNameIsRefusedWithItsOffset(String name, String refused, String fix) {
    Path file = made(name);
    assertThatThrownBy(() -> PyTorchFile.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessageMatching(
            Pattern.quote(file + ": the pickle asks for " + refused)
                + " \\(byte \\d+\\), which is not one of the allowed names, so nothing was executed; "
                + Pattern.quote(fix));
  }

  @Test
  void aDirectoryBeyondTheEndOfTheFileIsRefused() throws IOException {
    // The end of the directory declares a comment of two bytes that are missing.
    Path file = folder.resolve("cut.pt");
    PyTorchWriter.writeStateDict(file, Map.of("w", StoredTensor.of(Tensor.of(1f))));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] = 2;
    Files.write(file, bytes);
    assertThatThrownBy(() -> PyTorchFile.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": the ZIP archive has no readable directory (an offset is beyond the end of the"
                + " file); it is cut short or damaged, fetch or save the file again");
  }

  @Test
  void tensorsCannotBeReadWhenTheFileIsClosed() throws IOException {
    StoredTensor weight;
    try (PyTorchFile file = PyTorchFile.open(made("weights.pt"))) {
      weight = Objects.requireNonNull(file.tensors().get("0.weight"));
    }
    assertThatThrownBy(weight::read)
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("weights.pt: the file is closed; read tensors before it is closed");
  }

  private Path made(String name) {
    return TestFiles.made(folder, name);
  }

  private static Tensor at(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }
}
