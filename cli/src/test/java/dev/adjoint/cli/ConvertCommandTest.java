package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.formats.pytorch.PyTorchFile;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.onnx.keras.KerasNetwork;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ConvertCommandTest {

  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void aSmallFile() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("fc.weight", Tensor.of(new float[][] {{1, 2}, {3, -0.5f}}));
    tensors.put("fc.bias", Tensor.of(0.1f, Float.NaN));
    tensors.put("count", Tensor.scalar(7L));
    in = folder.resolve("模 型.safetensors");
    new Safetensors(tensors, Map.of("note", "mine")).write(in);
  }

  @Test
  void weightsGoThroughEveryFormatAndComeBackToTheBit() throws IOException {
    Path from = in;
    for (String name : new String[] {"a.pt", "b.npz", "c.pth", "d.safetensors"}) {
      Path to = folder.resolve(name);
      Program.Run run = Program.run("convert", from, to);
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("3 tensors, 7 numbers, 32 bytes");
      from = to;
    }
    Map<String, Tensor> whole = Safetensors.read(in).tensors();
    Map<String, Tensor> back = Safetensors.read(from).tensors();
    assertThat(back.keySet()).isEqualTo(whole.keySet());
    whole.forEach((name, tensor) ->
        assertThat(tensor.contentEquals(Objects.requireNonNull(back.get(name)))).isTrue());
  }

  @Test
  void typesAndNamesAreChangedOnRequest() throws IOException {
    Path out = folder.resolve("half.pt");
    Program.Run run =
        Program.run("convert", in, out, "--dtype", "bf16", "--rename", "fc.=head.", "--json");
    assertThat(run.json().get("tensors").get("head.weight").get("type").asString())
        .isEqualTo("BF16");
    assertThat(run.json().get("written").asBoolean()).isTrue();
    Map<String, Tensor> read = PyTorchFile.readStateDict(out);
    assertThat(read).containsOnlyKeys("head.weight", "head.bias", "count");
    assertThat(Objects.requireNonNull(read.get("head.bias")).toFloatArray()[0])
        .isEqualTo(0.100097656f);
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyOnRequest() throws IOException {
    Path out = Files.writeString(folder.resolve("precious.pt"), "mine");
    Program.Run refused = Program.run("convert", in, out);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "adjoint: %s: the file exists already; name another one, or replace it with --force"
                .formatted(out));
    assertThat(Program.run("convert", in, out, "--dry-run").out())
        .contains("  fc.weight F32 [2, 2]", "; not written");
    assertThat(out).hasContent("mine");
    assertThat(Program.run("convert", in, out, "--force").exitCode()).isZero();
    assertThat(PyTorchFile.readStateDict(out)).hasSize(3);
  }

  @Test
  void aModelOfKerasBecomesAnOnnxFile() throws IOException {
    Path keras = Path.of("../onnx/src/test/resources/dev/adjoint/onnx/keras/mlp.keras");
    Path out = folder.resolve("网络 a.onnx");
    Program.Run run = Program.run("convert", keras, out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("%s: ONNX".formatted(out), "MatMul");
    OnnxModel model = OnnxModel.load(out);
    assertThat(model).hasToString(KerasNetwork.load(keras).toString());
    refuses(
        2,
        "adjoint convert: convert: --dtype, --rename, --entry and --all are for files of weights; leave them out for a network",
        keras,
        folder.resolve("b.onnx"),
        "--dtype",
        "F16");
  }

  @Test
  void whatCannotBeConvertedIsNamed() {
    refuses(
        1,
        "adjoint: %s: the file name extension is not known; known extensions are GGUF (.gguf), safetensors (.safetensors .safetensors.index.json), Keras (.keras .h5), PyTorch (.pt .pth .th .bin .ckpt), NumPy (.npz .npy)"
            .formatted(folder.resolve("x.zip")),
        in,
        folder.resolve("x.zip"));
    refuses(
        1,
        "adjoint: npy: %s holds one array but there are 3; name a file that ends in .npz"
            .formatted(folder.resolve("x.npy")),
        in,
        folder.resolve("x.npy"));
    refuses(
        1,
        "adjoint: %s: the folder %s does not exist; create it first"
            .formatted(folder.resolve("no/x.pt"), folder.resolve("no")),
        in,
        folder.resolve("no/x.pt"));
    refuses(
        1,
        "adjoint: convert: no name in %s begins with 'x', which should become 'y'; adjoint inspect lists the names"
            .formatted(in),
        in,
        folder.resolve("x.pt"),
        "--rename",
        "x=y");
    refuses(
        1,
        "adjoint: convert: tensor fc.bias gets the name 'same', which is taken already; choose other names",
        in,
        folder.resolve("x.pt"),
        "--rename",
        "fc.weight=same",
        "--rename",
        "fc.bias=same");
    refuses(
        1,
        "adjoint: npy: NumPy has no element type BF16; write F32 or F16 instead",
        in,
        folder.resolve("x.npz"),
        "--dtype",
        "BF16");
    refuses(
        2,
        "convert: --dtype is 'I8' but must be F64, F32, F16 or BF16",
        in,
        folder.resolve("x.pt"),
        "--dtype",
        "I8");
    refuses(
        2,
        "convert: --rename is 'x' but must be OLD=NEW, such as encoder.=backbone.",
        in,
        folder.resolve("x.pt"),
        "--rename",
        "x");
    refuses(
        1,
        "adjoint: %s: no such file; check the path".formatted(folder.resolve("missing.pt")),
        folder.resolve("missing.pt"),
        folder.resolve("x.npz"));
    assertThat(folder).isDirectoryNotContaining("glob:**.{pt,npy,npz,zip}");
  }

  private void refuses(int exitCode, String message, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = "convert";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Program.Run run = Program.run(all);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void inspectListsTypesShapesStatisticsAndChecksums() {
    Program.Run run = Program.run("inspect", in);
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
            %s: safetensors, 3 tensors, 7 numbers, 32 bytes
              note: mine
            tensor     type  shape      least     mean  greatest  deviation  not finite  SHA-256
            fc.weight  F32   [2, 2]  -0.50000   1.3750         3     1.2930           0  %s
            fc.bias    F32   [2]      0.10000  0.10000   0.10000          0           1  %s
            count      I64   []             7        7         7          0           0  %s
            """
                .formatted(in, sum("fc.weight"), sum("fc.bias"), sum("count")));
    Program.Run quick = Program.run("inspect", in, "--no-stats");
    assertThat(quick.out()).contains("tensor     type  shape\n").doesNotContain("SHA-256");
  }

  private String sum(String name) {
    JsonNode json = Program.run("inspect", in, "--json").json();
    assertThat(json.get("metadata").get("note").asString()).isEqualTo("mine");
    String sha256 = json.get("tensors").get(name).get("sha256").asString();
    assertThat(sha256).hasSize(64);
    return sha256.substring(0, 12);
  }
}
