package dev.adjoint.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {

  @TempDir private Path folder;

  private static OnnxDocument document(OnnxTensor... initializers) {
    OnnxNode node =
        new OnnxNode(
            "n",
            "Thing",
            "own",
            List.of("x", ""),
            List.of("y"),
            Map.of(
                "r", new OnnxAttribute.Real(1.5f),
                "w", new OnnxAttribute.Whole(-7),
                "t", new OnnxAttribute.Text("text 文"),
                "rs", new OnnxAttribute.Reals(List.of(1f, 2f)),
                "ws", new OnnxAttribute.Wholes(List.of(3L, -4L)),
                "ts", new OnnxAttribute.Texts(List.of("a", "b")),
                "none", new OnnxAttribute.Wholes(List.of())));
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(node),
            List.of(initializers),
            List.of(OnnxPort.of("x", OnnxType.INT64, List.of("batch", "3", "?"))),
            List.of(OnnxPort.of("y", OnnxType.FLOAT, List.of())),
            List.of());
    return new OnnxDocument(
        8,
        new OnnxDocument.Producer("adjoint", "1"),
        Map.of("", 17L),
        Map.of("k", "v"),
        graph,
        List.of());
  }

  private static Tensor weight(Path file, String name) throws IOException {
    return Objects.requireNonNull(TensorFormats.weights(file).get(name), name);
  }

  @Test
  void aDocumentIsReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("a b 模型.onnx");
    OnnxWriter.write(file, document(OnnxTensor.of("w", Tensor.of(1f, 2f))));
    try (OnnxFile read = OnnxFile.open(file)) {
      OnnxDocument expected = document();
      assertThat(read.document().graph().nodes()).isEqualTo(expected.graph().nodes());
      assertThat(read.document().graph().inputs()).isEqualTo(expected.graph().inputs());
      assertThat(read.document().graph().outputs()).isEqualTo(expected.graph().outputs());
      assertThat(read.document().opset()).isEqualTo(17);
      assertThat(read.document().producer()).isEqualTo(expected.producer());
      assertThat(read.metadata()).isEqualTo(Map.of("k", "v"));
      assertThat(read.tensors()).containsOnlyKeys("w");
    }
    assertThat(weight(file, "w").toFloatArray()).containsExactly(1, 2);
  }

  @Test
  void everyStoredTypeKeepsItsElements() throws IOException {
    Path file = folder.resolve("types.onnx");
    Tensor whole = Tensor.of(0L, 1, 100);
    for (StoredType type : StoredType.values()) {
      if (type.readAs().isEmpty()) {
        continue;
      }
      Tensor source =
          type == StoredType.BOOL
              ? Tensor.of(true, false, true)
              : type.isFloating() ? Tensor.of(0.5f, -2f, 100f) : whole;
      StoredTensor stored = StoredTensor.of(source, type);
      OnnxType named = OnnxType.of(type).orElseThrow();
      OnnxTensor tensor =
          new OnnxTensor("w", named, stored.shape(), Optional.of(stored), List.of());
      OnnxWriter.write(file, document(tensor));
      Tensor read = weight(file, "w");
      assertThat(read.contentEquals(stored.read())).as(type.name()).isTrue();
    }
  }

  @Test
  void largeTensorsAreWrittenToASecondFile() throws IOException {
    Path file = folder.resolve("big.onnx");
    Tensor large = Tensor.arange(1000);
    OnnxWriter.write(
        file, document(OnnxTensor.of("small", Tensor.of(1f)), OnnxTensor.of("large", large)), true);
    Path data = folder.resolve("big.onnx.data");
    assertThat(Files.size(data)).isEqualTo(8192);
    assertThat(weight(file, "large").contentEquals(large)).isTrue();
    Files.write(data, new byte[100]);
    assertThatThrownBy(() -> OnnxFile.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "%s: tensor large of big.onnx is at bytes 0 to 8000 but the file has 100; copy both files again",
            data.toAbsolutePath());
    Files.delete(data);
    assertThatThrownBy(() -> OnnxFile.open(file))
        .hasMessage(
            "%s: tensor large is in big.onnx.data, which is missing; copy it next to the model",
            file);
  }

  @Test
  void filesOutsideTheFolderAreNotOpened() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Files.write(folder.resolve("secret"), new byte[8000]);
    Path file = inner.resolve("x.onnx");
    OnnxWriter.write(file, document(OnnxTensor.of("w", Tensor.arange(1000))), true);
    byte[] bytes = Files.readAllBytes(file);
    for (String location : List.of("../secret..", "/etc/passwd1")) {
      Files.write(file, replaced(bytes, "x.onnx.data", location));
      assertThatThrownBy(() -> OnnxFile.open(file))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("which is ")
          .hasMessageContaining("tensor w is in");
    }
    Files.delete(inner.resolve("x.onnx.data"));
    Files.createSymbolicLink(inner.resolve("x.onnx.data"), folder.resolve("secret"));
    Files.write(file, bytes);
    assertThatThrownBy(() -> OnnxFile.open(file))
        .hasMessage(
            "%s: tensor w is in \"x.onnx.data\", which is outside the folder of the model; such files are not opened",
            file);
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String other = to.length() > from.length() ? to.substring(0, from.length()) : to;
    assertThat(other).hasSameSizeAs(from);
    return text.replace(from, other).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void damagedFilesAreRefusedWithTheOffset() throws IOException {
    refused("", "at byte 0: there is no graph; the file is cut off or of another format");
    refused(
        "ff",
        "at byte 1: 1 bytes are needed but the message ends at byte 1; the file is cut off or damaged");
    refused(
        "3a05", "at byte 1: field 7 declares 5 bytes but 0 follow; the file is cut off or damaged");
    refused(
        "0b",
        "at byte 0: a field has the invalid key 11; the file is damaged or of another format");
    refused("3a020a00", "at byte 4: a node names no operator; the file is damaged");
    refused(
        "3d00000000",
        "at byte 1: field 7 is stored as FIXED32 but must be LENGTH; the file is damaged or of another format");
    refused(
        "08ffffffffffffffffffff01",
        "at byte 1: an integer has more than 10 bytes; the file is damaged");
    // A tensor of type 1 with two elements and four bytes.
    refused(
        "3a0f2a0d08021001420161" + "4a0400000000",
        "at byte 17: tensor a has 4 bytes but [2] of F32 needs 8; the file is damaged");
    // A tensor with a size of 2³¹.
    refused(
        "3a0d2a0b0880808080081001420161",
        "at byte 15: tensor a has the sizes [2147483648]; each must be 0 to 2147483647");
    refused(
        "3a072a0510634201" + "61",
        "at byte 9: tensor a has the element type 99, which ONNX does not define; the file is damaged or newer than this program");
  }

  private void refused(String hex, String message) throws IOException {
    Path file = folder.resolve("x.onnx");
    Files.write(file, HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> OnnxFile.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void listedNumbersAreReadInTheirType() throws IOException {
    // A tensor of BFLOAT16 whose bits are listed as integers: 1.0 is 0x3f80.
    Path file = folder.resolve("t.pb");
    Files.write(file, HexFormat.of().parseHex("08021010" + "2a04807f80" + "7f"));
    OnnxTensor tensor = OnnxFile.readTensor(file);
    assertThat(tensor.shape()).isEqualTo(Shape.of(2));
    assertThat(tensor.stored().orElseThrow().read().toFloatArray()).containsExactly(1f, 1f);
  }
}
