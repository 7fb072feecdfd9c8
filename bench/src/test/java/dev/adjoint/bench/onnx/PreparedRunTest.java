package dev.adjoint.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.formats.onnx.OnnxWriter;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.onnx.export.OnnxExport;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.code.ExportRefusal;
import dev.adjoint.pipeline.code.OnnxPreparation;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.IdxImages;
import dev.adjoint.pipeline.source.PhotoImages;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs with their preparation in the graph: ONNX Runtime gets cells and pixels and gives what
/// `predict` answers.
class PreparedRunTest {

  private static final String DAY = "seen";

  @TempDir private Path folder;

  private Path one = Path.of("");

  @BeforeEach
  void aFolderForTheCase() throws IOException {
    one = Files.createDirectories(folder.resolve("运行 r/0000"));
  }

  private static OnnxDocument document(TrainedModel model, int opset) {
    Shape sample = model.saved().preprocessing().featureShape();
    int[] sizes = new int[sample.rank() + 1];
    sizes[0] = 1;
    System.arraycopy(sample.toArray(), 0, sizes, 1, sample.rank());
    OnnxDocument core =
        OnnxExport.of(model.network(), Tensor.zeros(Shape.of(sizes)))
            .withInputs("/prepared")
            .withOutputs("/outputs")
            .withOpset(opset)
            .document();
    return OnnxPreparation.of(model.saved(), core);
  }

  /// A row with its cells, an empty text where one is missing.
  private static Map<String, Object> row(Object... cells) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put((String) cells[i], cells[i + 1]);
    }
    return row;
  }

  private void writeRows(OnnxDocument document, List<Map<String, Object>> rows) throws IOException {
    OnnxWriter.write(one.resolve("model.onnx"), document);
    List<OnnxPort> ports = document.graph().inputs();
    for (int i = 0; i < ports.size(); i++) {
      String name = ports.get(i).name();
      if (ports.get(i).type().orElseThrow() == OnnxType.STRING) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(cell(row, name).toString()));
        Files.write(one.resolve("in-%d.txt".formatted(i)), texts);
      } else {
        double[] numbers = rows.stream().mapToDouble(row -> number(cell(row, name))).toArray();
        Tensor column = Tensor.of(ElementType.F64, numbers, Shape.of(rows.size(), 1));
        Numpy.write(one.resolve("in-%d.npy".formatted(i)), column);
      }
    }
  }

  private static Object cell(Map<String, Object> row, String name) {
    return Objects.requireNonNull(row.get(name), name);
  }

  private static double number(Object cell) {
    if (cell instanceof Number number) {
      return number.doubleValue();
    }
    String text = cell.toString();
    return text.isEmpty() ? Double.NaN : LocalDate.parse(text).toEpochDay();
  }

  private Tensor output(int number) throws IOException {
    return Numpy.read(one.resolve("out-%d.npy".formatted(number)));
  }

  private void requireClasses(List<Prediction> expected) throws IOException {
    Comparison.runRuntime(one.resolveSibling(""));
    List<String> labels = Files.readAllLines(one.resolve("out-1.txt"));
    float[] probabilities = output(0).toFloatArray();
    int at = 0;
    for (int i = 0; i < expected.size(); i++) {
      Prediction.OfClass answer = (Prediction.OfClass) expected.get(i);
      assertThat(labels.get(i)).isEqualTo(answer.label());
      for (double probability : answer.probabilities().values()) {
        assertThat((double) probabilities[at++]).isCloseTo(probability, within(2e-6));
      }
    }
    assertThat(at).isEqualTo(probabilities.length).isPositive();
  }

  private Path table(int rows) throws IOException {
    StringBuilder text = new StringBuilder("bill,island,tag,seen,kind,weight\n");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < rows; i++) {
      boolean isFirst = random.nextBoolean();
      text.append(i % 7 == 0 ? "" : 38.25 + random.nextInt(10) + (isFirst ? 3 : 0)).append(',');
      text.append(i % 11 == 0 ? "" : isFirst ? "梦 Dream" : "Biscoe").append(',');
      text.append("t").append(i % 120).append(',');
      text.append(LocalDate.of(2023, 1, 1).plusDays(5L * i)).append(',');
      text.append(isFirst ? "Adelie" : "Gentoo").append(',');
      text.append(3000 + random.nextInt(2000)).append('\n');
    }
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private static List<Map<String, Object>> cells() {
    return List.of(
        row("bill", 41.25, "island", "梦 Dream", "tag", "t3", DAY, "2023-05-06", "weight", 3250),
        row("bill", "", "island", "", "tag", "t4", DAY, "2024-11-30", "weight", 3000.5),
        row("bill", 39.1, "island", "unknown", "tag", "none", DAY, "", "weight", ""),
        row("bill", 48, "island", "Biscoe", "tag", "", DAY, "2023-01-01", "weight", 4000));
  }

  @Test
  void cellsOfATableGiveTheProbabilitiesOfPredict() throws IOException {
    Path run = folder.resolve("run");
    Training.of(CsvTable.of(table(300), "kind")).withEpochs(3).withHidden(8).run(run);
    TrainedModel model = TrainedModel.load(run);
    assertThat(model.saved().preprocessing().featureNames()).contains("seen sin(year)", "tag");
    writeRows(document(model, 17), cells());
    requireClasses(model.predict(cells()));
  }

  @Test
  void anEnsembleGivesItsCalibratedMean() throws IOException {
    Path run = folder.resolve("run");
    Training.of(CsvTable.of(table(160), "kind"))
        .withEpochs(2)
        .withHidden(4)
        .withEnsemble(2)
        .withCalibration()
        .run(run);
    TrainedModel model = TrainedModel.load(run);
    assertThat(model.saved().temperature()).isPresent();
    writeRows(document(model, 18), cells());
    requireClasses(model.predict(cells()));
  }

  @Test
  void numbersComeInTheUnitOfTheirColumn() throws IOException {
    Path run = folder.resolve("run");
    Training.of(CsvTable.of(table(80), "weight")).withEpochs(2).withHidden(4).run(run);
    TrainedModel model = TrainedModel.load(run);
    List<Map<String, Object>> rows = cells();
    rows.forEach(row -> row.put("kind", "Gentoo"));
    writeRows(document(model, 18), rows);
    Comparison.runRuntime(one.resolveSibling(""));
    List<Prediction> expected = model.predict(rows);
    double[] found = output(0).toDoubleArray();
    for (int i = 0; i < found.length; i++) {
      double value = ((Prediction.OfNumber) expected.get(i)).value();
      assertThat(found[i]).isCloseTo(value, within(1e-5 * Math.abs(value)));
    }
    assertThat(found).hasSameSizeAs(expected);
  }

  @Test
  void bytesOfIdxImagesGiveTheProbabilitiesOfPredict() throws IOException {
    ByteBuffer images = ByteBuffer.allocate(16 + 60 * 64).putInt(0x0803);
    images.putInt(60).putInt(8).putInt(8);
    ByteBuffer labels = ByteBuffer.allocate(8 + 60).putInt(0x0801).putInt(60);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 60; i++) {
      for (int at = 0; at < 64; at++) {
        images.put((byte) random.nextInt(at % 2 == i % 2 ? 256 : 100));
      }
      labels.put((byte) (i % 2));
    }
    Path data = Files.createDirectories(folder.resolve("digits"));
    Files.write(data.resolve("train-images-idx3-ubyte"), images.array());
    Files.write(data.resolve("train-labels-idx1-ubyte"), labels.array());
    Path run = folder.resolve("run");
    Training.of(new IdxImages(data)).withEpochs(2).withHidden(8).run(run);
    TrainedModel model = TrainedModel.load(run);
    Tensor samples = Tensor.of(random.ints(3 * 64, 0, 256).toArray(), Shape.of(3, 8, 8));
    OnnxDocument document = document(model, 17);
    assertThat(document.graph().inputs()).hasToString("[image UINT8 [batch, 8, 8]]");
    OnnxWriter.write(one.resolve("model.onnx"), document);
    Numpy.write(one.resolve("in-0.npy"), samples);
    requireClasses(model.predict(samples.to(ElementType.F32)));
  }

  @Test
  void pixelsOfPhotographsGiveTheProbabilitiesOfPredict() throws IOException {
    Path data = folder.resolve("photos");
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 24; i++) {
      Path kind = Files.createDirectories(data.resolve(i % 2 == 0 ? "red" : "blue"));
      ImageIO.write(picture(i % 2 == 0, random), "png", kind.resolve(i + ".png").toFile());
    }
    Path run = folder.resolve("run");
    String cache = System.getProperty("adjoint.cache");
    System.setProperty("adjoint.cache", folder.resolve("cache").toString());
    try {
      Training.of(PhotoImages.of(data).withSize(16)).withEpochs(1).run(run);
    } finally {
      if (cache == null) {
        System.clearProperty("adjoint.cache");
      } else {
        System.setProperty("adjoint.cache", cache);
      }
    }
    TrainedModel model = TrainedModel.load(run);
    BufferedImage image = picture(true, random);
    Path file = folder.resolve("new.png");
    ImageIO.write(image, "png", file.toFile());
    int[] pixels = new int[16 * 16 * 3];
    for (int at = 0; at < 256; at++) {
      int rgb = image.getRGB(at % 16, at / 16);
      pixels[3 * at] = rgb >> 16 & 255;
      pixels[3 * at + 1] = rgb >> 8 & 255;
      pixels[3 * at + 2] = rgb & 255;
    }
    OnnxDocument document = document(model, 18);
    assertThat(document.graph().inputs()).hasToString("[image UINT8 [batch, 16, 16, 3]]");
    OnnxWriter.write(one.resolve("model.onnx"), document);
    Numpy.write(one.resolve("in-0.npy"), Tensor.of(pixels, Shape.of(1, 16, 16, 3)));
    requireClasses(List.of(model.predict(Files.readAllBytes(file))));
  }

  private static BufferedImage picture(boolean isRed, SplittableRandom random) {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int at = 0; at < 256; at++) {
      int strong = 100 + random.nextInt(156);
      int weak = random.nextInt(120);
      image.setRGB(at % 16, at / 16, isRed ? strong << 16 | weak : weak << 16 | strong);
    }
    return image;
  }

  @Test
  void aPreparationThatOnnxCannotExpressIsRefused() throws IOException {
    StringBuilder text = new StringBuilder("review,kind\n");
    for (int i = 0; i < 30; i++) {
      text.append(i % 2 == 0 ? "good and fine,yes\n" : "bad and dull,no\n");
    }
    Path table = Files.writeString(folder.resolve("texts.csv"), text);
    Path run = folder.resolve("run");
    Training.of(CsvTexts.of(table, "review", "kind")).withEpochs(1).run(run);
    TrainedModel model = TrainedModel.load(run);
    OnnxDocument core = OnnxExport.of((PureLayer) x -> x, Tensor.zeros(Shape.of(1, 2))).document();
    assertThatThrownBy(() -> OnnxPreparation.of(model.saved(), core))
        .isInstanceOf(ExportRefusal.class)
        .hasMessage(
            "export: the preparation of texts has no operators in ONNX; leave the preparation out of the graph");
  }
}
