package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `adjoint convert RUN model.onnx`.
final class ConvertRunTest {

  @TempDir Path folder;

  private Path run() throws IOException {
    StringBuilder text = new StringBuilder("species,bill,island\n");
    for (int i = 0; i < 30; i++) {
      text.append("Adelie,%d,Dream\nGentoo,%d,Biscoe\n".formatted(38 + i % 3, 47 + i % 3));
    }
    Path table = Files.writeString(folder.resolve("penguins.csv"), text);
    Path run = folder.resolve("run");
    Training.of(CsvTable.of(table, "species")).withEpochs(5).withHidden(4).run(run);
    return run;
  }

  @Test
  void aRunBecomesAFileThatGivesItsAnswers() throws IOException {
    Path run = run();
    Path out = folder.resolve("企鹅 p.onnx");
    Program.Run written = Program.run("convert", run, out);
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(written.out())
        .contains("input  x FLOAT [batch, ")
        .contains("output logits FLOAT [batch, 2]")
        .contains("compared with the run on 5 random samples");

    OnnxModel model = OnnxModel.load(out);
    assertThat(model.metadata())
        .containsEntry("adjoint.classes", "[\"Adelie\",\"Gentoo\"]")
        .containsEntry("adjoint.task", "CLASSIFICATION")
        .containsKey("adjoint.preprocessing");
    TrainedModel trained = TrainedModel.load(run);
    Tensor features =
        trained.reader().of(List.of(Map.of("bill", 47.5, "island", "Biscoe"))).features();
    float[] expected = trained.outputs(features);
    Tensor logits = model.forward(features, Pass.INFERENCE);
    assertThat(Tensor.noGrad(() -> logits.softmax(-1)).toFloatArray())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(expected);

    Program.Run again = Program.run("convert", run, out);
    assertThat(again.exitCode()).isNotZero();
    assertThat(again.err()).contains("the file exists already");
  }

  @Test
  void thePreparationIsAPartOfTheGraphOnRequest() throws IOException {
    Path run = run();
    Path out = folder.resolve("带 prepared.onnx");
    Program.Run written = Program.run("convert", run, out, "--with-preprocessing", "--opset", 18);
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(written.out())
        .contains("operators of version 18")
        .contains("input  bill DOUBLE [batch, 1]")
        .contains("input  island STRING [batch, 1]")
        .contains("output probabilities FLOAT [batch, 2]")
        .contains("output label STRING [batch]")
        .contains("its network compared with the run on 5 random samples");
    Program.Run shown = Program.run("inspect", out, "--json");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.json().get("graph").get("operators").get("LabelEncoder").asInt()).isEqualTo(2);

    Program.Run version = Program.run("convert", run, out, "--opset", 16, "--force");
    assertThat(version.exitCode()).isEqualTo(2);
    assertThat(version.err()).contains("convert: --opset is 16 but must be 17 or 18");
    Path weights = run.resolve("model.safetensors");
    Program.Run file =
        Program.run("convert", weights, folder.resolve("x.pt"), "--with-preprocessing");
    assertThat(file.exitCode()).isEqualTo(2);
    assertThat(file.err())
        .contains(
            "convert: --with-preprocessing and --opset are for a run, but IN is the file %s; give the folder of a run"
                .formatted(weights));
  }

  @Test
  void otherEndingsAndOptionsAreRefused() throws IOException {
    Path run = run();
    Program.Run ending = Program.run("convert", run, folder.resolve("x.pt"));
    assertThat(ending.exitCode()).isEqualTo(2);
    assertThat(ending.err())
        .contains(
            "convert: %s is a folder, and a run is written as ONNX, but OUT is %s; name a file that ends in .onnx, or give %s as IN"
                .formatted(run, folder.resolve("x.pt"), run.resolve("model.safetensors")));
    Program.Run option = Program.run("convert", run, folder.resolve("x.onnx"), "--dtype", "F16");
    assertThat(option.err())
        .contains(
            "convert: --dtype, --rename, --entry and --all are for files of weights; leave them out"
                + " for a run");
    Program.Run dry = Program.run("convert", run, folder.resolve("x.onnx"), "--dry-run", "--json");
    assertThat(dry.json().get("graph").get("operators").size()).isGreaterThan(1);
    assertThat(folder.resolve("x.onnx")).doesNotExist();
  }

  @Test
  void weightsAloneAreNotWrittenAsOnnx() throws IOException {
    Path run = run();
    Program.Run weights =
        Program.run("convert", run.resolve("model.safetensors"), folder.resolve("x.onnx"));
    assertThat(weights.exitCode()).isNotZero();
    assertThat(weights.err())
        .contains(
            "onnx: %s needs a graph but this file has only weights; name a file that ends in .safetensors, or convert a trained run"
                .formatted(folder.resolve("x.onnx")));
  }

  @Test
  void aShardIsForAnIndexOnly() throws IOException {
    Path out = folder.resolve("r.onnx");
    Program.Run refused = Program.run("convert", run(), out, "--shard", -1);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "convert: --shard -1 is for an index, at least 1 MB, but OUT is %s; name a file that ends in .safetensors.index.json"
                .formatted(out));
    assertThat(out).doesNotExist();
  }
}
