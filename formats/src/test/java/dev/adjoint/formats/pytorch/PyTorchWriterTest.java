package dev.adjoint.formats.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.pytorch.PyTorchValue.Bytes;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.None;
import dev.adjoint.formats.pytorch.PyTorchValue.Real;
import dev.adjoint.formats.pytorch.PyTorchValue.Sequence;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.pytorch.PyTorchValue.Truth;
import dev.adjoint.formats.pytorch.PyTorchValue.Whole;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchWriterTest {

  @TempDir private Path folder;

  @Test
  void tensorsOfEveryTypeComeBackToTheBit() throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("f64", StoredTensor.of(Tensor.of(ElementType.F64, 0.1, Double.NaN)));
    tensors.put("f32", StoredTensor.of(Tensor.of(new float[][] {{1, -0f}, {2, 3}})));
    tensors.put("i64", StoredTensor.of(Tensor.of(Long.MIN_VALUE)));
    tensors.put("bool", StoredTensor.of(Tensor.of(true, false)));
    tensors.put("empty", StoredTensor.of(Tensor.zeros(3, 0, 2)));
    tensors.put("scalar", StoredTensor.of(Tensor.scalar(2.5f)));
    for (StoredType type : StoredType.values()) {
      if (type.readAs().isPresent() && type != StoredType.BOOL) {
        Tensor one = type.isFloating() ? Tensor.of(1.5f, -2f) : Tensor.of(7L, 9L);
        tensors.put("as " + type, StoredTensor.of(one, type));
      }
    }
    Path file = folder.resolve("检 查.pt");
    PyTorchWriter.writeStateDict(file, tensors);
    Map<String, Tensor> read = PyTorchFile.readStateDict(file);
    assertThat(read.keySet()).containsExactlyElementsOf(tensors.keySet());
    for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
      Tensor back = Objects.requireNonNull(read.get(entry.getKey()));
      assertThat(back.contentEquals(entry.getValue().read())).as(entry.getKey()).isTrue();
      assertThat(back.shape()).isEqualTo(entry.getValue().shape());
    }
  }

  @Test
  void valuesOfACheckpointComeBack() throws IOException {
    Map<PyTorchValue, PyTorchValue> entries = new LinkedHashMap<>();
    entries.put(new Text("note"), new Text("检查点"));
    entries.put(new Text("big"), new Whole(BigInteger.TEN.pow(30)));
    entries.put(new Text("negative"), new Whole(BigInteger.TEN.pow(30).negate()));
    entries.put(new Text("int"), Whole.of(Integer.MIN_VALUE));
    entries.put(new Text("long"), Whole.of(1L << 31));
    entries.put(new Text("real"), new Real(-0.0));
    entries.put(new Text("truth"), new Truth(true));
    entries.put(new Text("none"), new None());
    entries.put(new Text("tuple"), Sequence.tupleOf(new Real(0.9), new Real(0.999)));
    entries.put(new Text("list"), Sequence.listOf(List.of()));
    entries.put(Whole.of(3), new Dictionary(Map.of()));
    Path file = folder.resolve("checkpoint.pt");
    PyTorchWriter.write(file, new Dictionary(entries));
    try (PyTorchFile read = PyTorchFile.open(file)) {
      assertThat(read.root()).isEqualTo(new Dictionary(entries));
    }
    assertThatThrownBy(() -> PyTorchWriter.write(file, new Bytes("00ff")))
        .hasMessage(
            "pytorch: bytes (2) cannot be written so that PyTorch reads them safely; write a tensor of U8");
    assertThatThrownBy(
            () -> PyTorchWriter.write(file, new Sequence(PyTorchValue.SequenceKind.SET, List.of())))
        .hasMessage(
            "pytorch: a set (0 items) cannot be written so that PyTorch reads it safely; write a list");
  }

  @Test
  void storagesBeginAtMultiplesOf64AndEqualContentsGiveEqualBytes() throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      tensors.put("w" + i, StoredTensor.of(Tensor.full(Shape.of(i + 1), 1234.5)));
    }
    Path file = folder.resolve("a.pt");
    PyTorchWriter.writeStateDict(file, tensors);
    byte[] bytes = Files.readAllBytes(file);
    // 1234.5 as F32 is 44 9a 50 00, little-endian; each storage starts with it.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int memories = 0;
    for (int i = 0; i < 12; i++) {
      int name = text.indexOf("archive/data/%d".formatted(i));
      int start = text.indexOf("\0P\u009aD", name);
      assertThat(start % 64).as("memory %d at %d", i, start).isZero();
      memories++;
    }
    assertThat(memories).isEqualTo(12);
    Path again = folder.resolve("b.pt");
    PyTorchWriter.writeStateDict(again, tensors);
    assertThat(Files.readAllBytes(again)).isEqualTo(bytes);
  }
}
