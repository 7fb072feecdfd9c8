package dev.adjoint.pipeline.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.nn.Activation;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class JavaExportTest {

  @TempDir private Path folder;

  /// A table with numbers, few categories, many categories, missing cells and odd names.
  private Path table(int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder("kind,weight,\"is\"\"land\",code,客户,price\n");
    for (int i = 0; i < rows; i++) {
      String weight = i % 11 == 0 ? "" : Double.toString(random.nextDouble() * 100);
      String island = i % 7 == 0 ? "" : "île " + random.nextInt(4);
      text.append(
          "%s,%s,%s,%d,c%d,%s%n"
              .formatted(
                  random.nextInt(3) == 0 ? "甲" : "b\\u0041",
                  weight,
                  island,
                  random.nextInt(3),
                  random.nextInt(120),
                  random.nextDouble() * 1e6));
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private static List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 40; i++) {
      Map<String, Object> row = new HashMap<>();
      row.put("kind", i % 2 == 0 ? "甲" : "b\\u0041");
      row.put("weight", i % 5 == 0 ? null : (Object) (random.nextDouble() * 120 - 10));
      row.put("is\"land", i % 4 == 0 ? "NA" : "île " + random.nextInt(6));
      row.put("code", i % 3 == 0 ? (Object) 1 : "2.0");
      row.put("客户", i % 6 == 0 ? "" : "c" + random.nextInt(200));
      row.put("price", random.nextDouble() * 1e6);
      rows.add(row);
    }
    return rows;
  }

  @Test
  void classesOfATableHaveTheSameBits() throws Exception {
    Path run = folder.resolve("run");
    Training.of(CsvTable.of(table(1500), "kind")).withEpochs(1).run(run);
    TrainedModel model = TrainedModel.load(run);

    GeneratedClass made = GeneratedClass.of(model, "com.example.Kinds", folder.resolve("源 code"));

    assertThat(model.network().toString()).contains("EmbeddedColumns", "WideDeep");
    for (Map<String, Object> row : rows()) {
      Prediction.OfClass expected = (Prediction.OfClass) model.predict(row);
      float[] probabilities = made.outputs(row);
      assertThat(probabilities).hasSize(2);
      int at = 0;
      for (double probability : expected.probabilities().values()) {
        assertThat((double) probabilities[at++]).isEqualTo(probability);
      }
      assertThat(made.predict(row)).isEqualTo(expected.label());
    }
  }

  @Test
  void numbersOfATableHaveTheSameBits() throws Exception {
    Path run = folder.resolve("run");
    Training.of(CsvTable.of(table(300), "price")).withHidden(300, 20).withEpochs(1).run(run);
    TrainedModel model = TrainedModel.load(run);

    GeneratedClass made = GeneratedClass.of(model, "Prices", folder);

    for (Map<String, Object> row : rows()) {
      Prediction.OfNumber expected = (Prediction.OfNumber) model.predict(row);
      assertThat(made.predict(row)).isEqualTo(expected.value());
    }
  }

  /// One training; the activation is changed in the file of the model.
  @Test
  void everyCoveredActivationHasTheSameBits() throws Exception {
    Path run = folder.resolve("run");
    Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.1))
        .withHidden(40)
        .withEpochs(1)
        .run(run);
    Path file = run.resolve("model.json");
    String json = Files.readString(file).replaceFirst(",\\s*\"sha256\".*", "");
    for (Activation activation : Activation.values()) {
      Files.writeString(
          file,
          json.replaceFirst("(\"activation\" ?: ?\")RELU\"", "$1" + activation.name() + "\""));
      TrainedModel model = TrainedModel.load(run);
      assertThat(
              activation == Activation.IDENTITY
                  || model.network().toString().contains("" + activation))
          .isTrue();
      if (!LayerCode.COVERED.contains(activation) && activation != Activation.IDENTITY) {
        assertThatThrownBy(() -> JavaExport.of(model, "Moons")).isInstanceOf(ExportRefusal.class);
        continue;
      }
      requireSameBits(model, GeneratedClass.of(model, "Moons", folder.resolve(activation.name())));
    }
  }

  private static void requireSameBits(TrainedModel model, GeneratedClass made) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double size = Math.scalb(1.0, i % 20 - 4);
      Map<String, Object> row = new HashMap<>();
      for (String column : model.saved().preprocessing().featureNames()) {
        row.put(column, (random.nextDouble() - 0.5) * size);
      }
      rows.add(row);
    }
    List<Prediction> expected = model.predict(rows);
    for (int i = 0; i < rows.size(); i++) {
      float[] outputs = made.outputs(rows.get(i));
      int at = 0;
      for (double each : ((Prediction.OfClass) expected.get(i)).probabilities().values()) {
        assertThat((double) outputs[at++]).isEqualTo(each);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void imagesHaveTheSameBits(Kind kind) throws Exception {
    Path run = folder.resolve("run");
    Training.of(new GeneratedSamples(GeneratedSet.DIGITS, 40, 0.1))
        .withModel(kind == Kind.CNN ? "cnn" : "perceptron")
        .withEpochs(1)
        .run(run);
    TrainedModel model = TrainedModel.load(run);

    GeneratedClass made = GeneratedClass.of(model, "Digits", folder);

    SplittableRandom random = new SplittableRandom(2);
    Shape shape = model.saved().preprocessing().featureShape();
    for (int i = 0; i < 5; i++) {
      float[] pixels = new float[shape.count()];
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = random.nextInt(256);
      }
      Prediction.OfClass expected =
          (Prediction.OfClass) model.predict(Tensor.of(pixels, shape)).get(0);
      float[] probabilities = made.outputs(pixels);
      int at = 0;
      for (double probability : expected.probabilities().values()) {
        assertThat((double) probabilities[at++]).isEqualTo(probability);
      }
      assertThat(made.predict(pixels)).isEqualTo(expected.label());
    }
  }

  /// Which network reads the images.
  enum Kind {
    CNN,
    PERCEPTRON
  }

  @Test
  void nativeImageIsToldTheResourceThatTheClassReads() throws Exception {
    Path run = folder.resolve("run");
    Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.1)).withEpochs(1).run(run);
    JavaExport export = JavaExport.of(TrainedModel.load(run), "a.b.Moons");

    List<Path> files = export.write(folder);

    assertThat(files)
        .containsExactly(
            folder.resolve("a/b/Moons.java"),
            folder.resolve("a/b/Moons.weights"),
            folder.resolve("META-INF/native-image/a.b.Moons/reachability-metadata.json"));
    String glob =
        new JsonMapper()
            .readTree(Files.readString(files.get(2)))
            .at("/resources/0/glob")
            .stringValue();
    assertThat(folder.resolve(glob)).isEqualTo(files.get(1));
    assertThat(export.source())
        .contains("Moons.class.getResourceAsStream(\"Moons.weights\")")
        .doesNotContain("Class.forName", "import dev.adjoint");
  }

  @Test
  void whatIsNotCoveredIsRefused() throws Exception {
    Path run = folder.resolve("run");
    Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.1))
        .withActivation(Activation.ELU)
        .withEpochs(1)
        .run(run);
    TrainedModel model = TrainedModel.load(run);
    assertThatThrownBy(() -> JavaExport.of(model, "Moons"))
        .isInstanceOf(ExportRefusal.class)
        .hasMessage(
            "export: no Java code is written for the activation ELU; write the network as ONNX with"
                + " adjoint convert RUN model.onnx");
    assertThatThrownBy(() -> JavaExport.of(model, "com.class.Moons"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "export: 'com.class.Moons' is not a name of a Java class; give one such as"
                + " com.example.Model");
    Path both = folder.resolve("ensemble");
    Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.1))
        .withEnsemble(2)
        .withEpochs(1)
        .run(both);
    TrainedModel ensemble = TrainedModel.load(both);
    assertThatThrownBy(() -> JavaExport.of(ensemble, "Moons"))
        .hasMessage(
            "export: no Java code is written for ensembles; train a single network, or write this"
                + " one as ONNX with adjoint convert RUN model.onnx");
  }
}
