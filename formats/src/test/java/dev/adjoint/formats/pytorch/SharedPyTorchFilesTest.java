package dev.adjoint.formats.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.Safetensors;
import dev.adjoint.formats.TestFiles;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of PyTorch 1.13 and 2.13 that are not part of the project.
class SharedPyTorchFilesTest {

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "lstm", "gru", "encoder", "gpt", "resnet", "unet"})
  void oldAndNewPyTorchAndSafetensorsGiveTheSameWeights(String net) throws IOException {
    Map<String, Tensor> expected =
        Safetensors.read(TestFiles.shared("interchange/modern/%s/model.safetensors".formatted(net)))
            .tensors();
    for (String folder : new String[] {"interchange/", "interchange/modern/"}) {
      Map<String, Tensor> read =
          PyTorchFile.readStateDict(TestFiles.shared(folder + net + "/state_dict.pt"));
      Tensor tied = read.remove("lm_head.weight");
      assertThat(tied == null || tied.contentEquals(at(read, "wte.weight"))).isTrue();
      requireSame(read, expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protocol4.pt",
        "data-parallel.pt",
        "parameters-requires-grad.pt",
        "torchscript.pt",
        "torchscript-traced.pt",
        "checkpoint-adam.pt"
      })
  void theSameWeightsAreFoundInEveryKindOfFile(String name) throws IOException {
    // The other files and the last checkpoint were written after one more step.
    String same = name.equals("checkpoint-adam.pt") ? "state_dict.pt" : "checkpoint-sgd.pt";
    requireSame(
        PyTorchFile.readStateDict(TestFiles.shared("interchange/mlp/" + name)),
        PyTorchFile.readStateDict(TestFiles.shared("interchange/mlp/" + same)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dtypes.pt", "dtypes-legacy.pt"})
  void everyTypeIsReadAndComplexNumbersAreNamed(String name) throws IOException {
    try (PyTorchFile file = PyTorchFile.open(TestFiles.shared("interchange/tensors/" + name))) {
      assertThat(file.tensors()).hasSize(15);
      for (String type : file.tensors().keySet()) {
        if (type.equals("c64")) {
          assertThatThrownBy(() -> Objects.requireNonNull(file.tensors().get(type)).read())
              .isInstanceOf(FormatException.class)
              .hasMessage(
                  file.path()
                      + ": tensor c64 has the element type C64; F64, F32, F16, BF16, I64, I32, I16,"
                      + " I8, U64, U32, U16, U8, BOOL can be read, convert the file first");
          continue;
        }
        Tensor read = Objects.requireNonNull(file.tensors().get(type)).read();
        Tensor expected =
            Numpy.read(TestFiles.shared("interchange/tensors/%s.npy".formatted(type)));
        assertThat(read.contentEquals(expected)).as("%s %s %s", type, read, expected).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"views.pt", "views-legacy.pt"})
  void viewsAreReadAsInPyTorch(String name) throws IOException {
    requireSame(
        PyTorchFile.readStateDict(TestFiles.shared("interchange/tensors/" + name)),
        Numpy.readAll(TestFiles.shared("interchange/tensors/views-expected.npz")));
  }

  @Test
  void halfPrecisionFilesHoldTheRoundedWeights() throws IOException {
    Map<String, Tensor> half =
        PyTorchFile.readStateDict(TestFiles.shared("interchange/cnn/state_dict-f16.pt"));
    Map<String, Tensor> brain =
        PyTorchFile.readStateDict(TestFiles.shared("interchange/cnn/state_dict-bf16.pt"));
    for (Map.Entry<String, Tensor> entry : half.entrySet()) {
      assertThat(entry.getValue().shape()).isEqualTo(at(brain, entry.getKey()).shape());
      if (entry.getValue().elementType().isFloating()) {
        float[] a = entry.getValue().toFloatArray();
        float[] b = at(brain, entry.getKey()).toFloatArray();
        for (int i = 0; i < a.length; i++) {
          assertThat(b[i]).isEqualTo(a[i], within(0.01f * Math.abs(a[i]) + 1e-6f));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hostile/deep.pt|values are nested more than 100 levels deep, or contain themselves (pickle, byte 400002); fetch or save the file again",
        "hostile/empty.pt|a PyTorch file is a ZIP archive or a pickle but this one is neither (0 bytes); it is another kind of file or damaged",
        "hostile/huge-shape.pt|torch._utils._rebuild_tensor_v2 has a shape that is too large: shape: a tensor has at most 2147483647 elements, but [2147483647, 2147483647] has 4611686014132420609, which take 17179869168.0 GiB as F32; split it into parts (pickle, byte 183); fetch or save the file again",
        "hostile/missing-storage.pt|the archive has no entry state_dict/data/2; it is cut short, fetch or save the file again",
        "hostile/os-system.pt|the pickle asks for posix.system (byte 183), which is not one of the allowed names, so nothing was executed; save tensors, numbers and texts only, such as torch.save(model.state_dict(), …)",
        "hostile/short-storage.pt|the storage state_dict/data/0 should have 64 elements of 4 bytes but has 252 bytes; it is cut short, fetch or save the file again",
        "hostile/text.pt|this is a pointer of Git LFS, not the file itself; fetch it with git lfs pull",
        "hostile/truncated.pt|the ZIP archive has no readable directory (zip END header not found); it is cut short or damaged, fetch or save the file again",
        "mlp/whole-model.pt|the pickle asks for __main__.Mlp (byte 16), which is not one of the allowed names, so nothing was executed; save tensors, numbers and texts only, such as torch.save(model.state_dict(), …)",
      })
  void hostileAndBrokenFilesAreRefusedWithTheReason(String name, String reason) {
    var file = TestFiles.shared("interchange/" + name);
    assertThatThrownBy(() -> PyTorchFile.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + reason);
  }

  @Test
  void aCompressedArchiveAListABareTensorAndTiedWeightsAreRead() throws IOException {
    Map<String, Tensor> plain =
        PyTorchFile.readStateDict(TestFiles.shared("interchange/mlp/state_dict.pt"));
    requireSame(
        PyTorchFile.readStateDict(TestFiles.shared("interchange/hostile/deflated.pt")), plain);
    Map<String, Tensor> list =
        PyTorchFile.readStateDict(TestFiles.shared("interchange/mlp/list.pt"));
    Map<String, Tensor> numbered = new LinkedHashMap<>();
    PyTorchFile.readStateDict(TestFiles.shared("interchange/mlp/protocol4.pt"))
        .values()
        .forEach(tensor -> numbered.put(Integer.toString(numbered.size()), tensor));
    requireSame(list, numbered);
    assertThat(PyTorchFile.readStateDict(TestFiles.shared("interchange/tensors/bare-tensor.pt")))
        .containsOnlyKeys("tensor");
    Map<String, Tensor> tied =
        PyTorchFile.readStateDict(TestFiles.shared("interchange/tensors/tied.pt"));
    assertThat(at(tied, "0.weight").contentEquals(at(tied, "1.weight"))).isTrue();
    try (PyTorchFile scalar =
        PyTorchFile.open(TestFiles.shared("interchange/tensors/numpy-scalar.pt"))) {
      assertThat(scalar.root()).isEqualTo(new PyTorchValue.Real(1.5));
    }
  }

  @Test
  void theCheckpointOfSgdHasItsScheduler() throws IOException {
    try (PyTorchFile file =
        PyTorchFile.open(TestFiles.shared("interchange/mlp/checkpoint-sgd.pt"))) {
      assertThat(file.metadata())
          .containsEntry("lr_scheduler.milestones.3", "1")
          .containsEntry("optimizer.param_groups.0.nesterov", "true")
          .containsEntry("args.huge", "1000000000000000000000000000000")
          .containsEntry("args.tags.1", "b");
    }
  }

  @Test
  void aRealPublicFileIsReadLikeItsSafetensors() throws IOException {
    Map<String, Tensor> read =
        PyTorchFile.readStateDict(TestFiles.shared("pretrained/resnet20/resnet20-12fca82f.th"));
    Map<String, Tensor> converted =
        new LinkedHashMap<>(
            Safetensors.read(TestFiles.shared("pretrained/resnet20/resnet20.safetensors"))
                .tensors());
    converted.keySet().removeIf(name -> name.endsWith("num_batches_tracked")); // Added later.
    requireSame(read, converted);
  }

  private static void requireSame(Map<String, Tensor> read, Map<String, Tensor> expected) {
    assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, tensor) -> assertThat(at(read, name).contentEquals(tensor)).as(name).isTrue());
  }

  private static Tensor at(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }
}
