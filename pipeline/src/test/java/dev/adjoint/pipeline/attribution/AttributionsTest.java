package dev.adjoint.pipeline.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.CsvTexts;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.pipeline.source.IdxImages;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attributions of trained models: what training put into the data is found, and sums are true.
final class AttributionsTest {

  @TempDir private Path folder;

  @Test
  void theColumnThatDecidesHasTheLargestPart() throws IOException {
    TrainedModel model = table(0);
    Inputs inputs = model.reader().of(List.of(Map.of("size", 3, "noise", 0.2, "town", "b")));
    double answer =
        ((Prediction.OfNumber) model.predictions(inputs, model.outputs(inputs.features())).get(0))
            .value();
    for (AttributionMethod method : AttributionMethod.values()) {
      if (method == AttributionMethod.GRAD_CAM) {
        continue;
      }
      Attribution found = Attributions.of(model).of(inputs, 0, AttributionOptions.of(method));
      assertThat(found.parts())
          .extracting(Attribution.Part::name)
          .containsExactly("size", "noise", "town");
      assertThat(found.parts().get(0).text()).isEqualTo("3");
      assertThat(found.unit()).isEqualTo("price");
      assertThat(found.score()).isCloseTo(answer, within(1e-3));
      assertThat(found.parts().stream().mapToDouble(Attribution.Part::value).sum())
          .isCloseTo(found.sum(), within(1e-9));
      assertThat(found.residual()).isEqualTo(found.score() - found.baselineScore() - found.sum());
      if (method != AttributionMethod.GRADIENT) {
        assertThat(Math.abs(found.parts().get(0).value()))
            .as("%s: size decides, noise does not", method)
            .isGreaterThan(5 * Math.abs(found.parts().get(1).value()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void integratedGradientsAddUpToTheDifference(int members) throws IOException {
    TrainedModel model = table(members);
    Inputs inputs = model.reader().of(List.of(Map.of("size", 1, "noise", 0.7, "town", "a")));
    AttributionOptions options = AttributionOptions.of(AttributionMethod.INTEGRATED_GRADIENTS);
    Attribution many = Attributions.of(model).of(inputs, 0, options.withSteps(300));
    assertThat(Math.abs(many.residual())).isLessThan(0.01 * Math.abs(many.difference()));
    Attribution one = Attributions.of(model).of(inputs, 0, options.withSteps(1));
    assertThat(Math.abs(many.residual())).isLessThan(Math.abs(one.residual()));
  }

  @Test
  void aColumnOfManyCategoriesIsAttributedThroughItsVector() throws IOException {
    StringBuilder text = new StringBuilder("town,price\n");
    for (int i = 0; i < 450; i++) {
      text.append("t%d,%d.%d\n".formatted(i % 150, i % 150 < 75 ? 10 : 20, i * 37 % 1000));
    }
    Path file = Files.writeString(folder.resolve("towns.csv"), text);
    TrainedModel model =
        Training.of(
                new CsvTable(file, TableOptions.target("price").withCategories(List.of("town"))))
            .withEpochs(15)
            .run(folder.resolve("run"))
            .model();
    Inputs inputs = model.reader().of(List.of(Map.of("town", "t3"), Map.of("town", "t100")));
    AttributionOptions options =
        AttributionOptions.of(AttributionMethod.INTEGRATED_GRADIENTS).withSteps(200);
    Attribution cheap = Attributions.of(model).of(inputs, 0, options);
    Attribution dear = Attributions.of(model).of(inputs, 1, options);
    assertThat(cheap.baselineScore()).isEqualTo(dear.baselineScore());
    assertThat(dear.parts().getFirst().value() - cheap.parts().getFirst().value()).isGreaterThan(3);
    assertThat(Math.abs(dear.residual())).isLessThan(0.02 * Math.abs(dear.difference()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"textcnn", "transformer"})
  void theWordThatDecidesHasTheLargestPart(String network) throws IOException {
    TrainedModel model = texts(network);
    Inputs inputs = model.reader().of(List.of(Map.of("note", "today the sun again")));
    AttributionOptions options =
        AttributionOptions.of(AttributionMethod.INTEGRATED_GRADIENTS).withSteps(200);
    Attribution found = Attributions.of(model).of(inputs, 0, options.withTarget("good"));
    Attribution without =
        Attributions.of(model).of(inputs, 0, AttributionOptions.of(AttributionMethod.OCCLUSION));
    // The norms of a transformer make the line from vectors of 0 a poor guide.
    Attribution clear = network.equals("transformer") ? without : found;
    Attribution.Part largest =
        clear.parts().stream()
            .max((a, b) -> Double.compare(Math.abs(a.value()), Math.abs(b.value())))
            .orElseThrow();
    assertThat(largest.text()).contains("sun");
    assertThat(largest.value()).isPositive();
    assertThat(Math.abs(found.residual())).isLessThan(0.05 * Math.abs(found.difference()) + 0.01);
    assertThat(without.options().target()).contains("good");
    assertThat(without.parts()).hasSameSizeAs(found.parts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"perceptron", "cnn"})
  void theHalfOfAnImageThatDecidesHasTheLargestPart(String network) throws IOException {
    TrainedModel model = images(network);
    float[] bright = new float[8 * 8];
    Arrays.fill(bright, 20);
    Arrays.fill(bright, 0, 32, 200);
    Inputs inputs = model.reader().of(Tensor.of(bright, Shape.of(8, 8)));
    for (AttributionMethod method : AttributionMethod.values()) {
      boolean needsConvolution = method == AttributionMethod.GRAD_CAM;
      if (needsConvolution && network.equals("perceptron")) {
        assertThatThrownBy(
                () -> Attributions.of(model).of(inputs, 0, AttributionOptions.of(method)))
            .isInstanceOf(DataException.class)
            .hasMessage(
                "attribution: grad-cam needs a convolutional layer but the network has none; choose another method, or train a network with --model cnn");
        continue;
      }
      Attribution found = Attributions.of(model).of(inputs, 0, AttributionOptions.of(method));
      assertThat(found.options().target()).contains("1");
      assertThat(found.values()).hasSize(64);
      assertThat(found.parts()).isEmpty();
      if (method == AttributionMethod.INTEGRATED_GRADIENTS) {
        double upper = Arrays.stream(found.values(), 0, 32).sum();
        double lower = Arrays.stream(found.values(), 32, 64).sum();
        assertThat(upper).as(method.toString()).isGreaterThan(Math.abs(lower));
      }
    }
    AttributionOptions options = AttributionOptions.of(AttributionMethod.GRADIENT);
    Attribution trained = Attributions.of(model).of(inputs, 0, options);
    Attribution random = Attributions.of(model).of(inputs, 0, options.withRandomWeights());
    assertThat(random.values()).isNotEqualTo(trained.values());
    assertThat(trained.similarity(trained)).isCloseTo(1, within(1e-12));
    assertThat(trained.similarity(random)).isLessThan(0.9);
    Attribution white = Attributions.of(model).of(inputs, 0, options.withBaseline(Baseline.WHITE));
    assertThat(white.baselineScore()).isNotEqualTo(trained.baselineScore());
    assertThat(white.score()).isEqualTo(trained.score());
  }

  @Test
  void whatCannotBeAttributedIsRefused() {
    TrainedModel model =
        Training.of(new GeneratedSamples(GeneratedSet.BLOBS, 60, 0.1))
            .withEpochs(2)
            .withHidden(4)
            .run(folder.resolve("run"))
            .model();
    Attributions attributions = Attributions.of(model);
    Inputs inputs = model.reader().of(Tensor.of(new float[] {0, 1}));
    AttributionOptions options = AttributionOptions.of(AttributionMethod.GRADIENT);
    assertRefused(
        () -> attributions.of(inputs, 1, options),
        "attribution: sample 1 is asked for but there are 1; the first is 0");
    assertRefused(
        () -> attributions.of(inputs, 0, options.withTarget("cat")),
        "attribution: there is no class 'cat'; there are: 0, 1, 2");
    assertRefused(
        () -> attributions.of(inputs, 0, options.withBaseline(Baseline.BLACK)),
        "attribution: the baseline is black, which is for images, but the model was trained on other data; use mean");
    assertRefused(
        () -> attributions.of(inputs, 0, AttributionOptions.of(AttributionMethod.GRAD_CAM)),
        "attribution: grad-cam needs an image but a sample is 2 numbers; choose another method");
    assertRefused(
        () -> attributions.of(inputs, 0, options.withSteps(0)),
        "attribution: steps is 0 but must be within 1 … 1000; 64 is usual");
    assertRefused(
        () -> AttributionMethod.of("shap"),
        "attribution: there is no method 'shap'; choose one of gradient, gradient-input, integrated-gradients, occlusion, grad-cam");
    assertThat(AttributionMethod.of("integrated_gradients"))
        .isEqualTo(AttributionMethod.INTEGRATED_GRADIENTS);
    assertRefused(
        () -> Baseline.of("grey"),
        "attribution: there is no baseline 'grey'; choose mean, black or white");
  }

  private static void assertRefused(Runnable work, String message) {
    assertThatThrownBy(work::run).isInstanceOf(DataException.class).hasMessage(message);
  }

  /// Prices that follow the size and a little the town.
  private TrainedModel table(int members) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder("size,noise,town,price\n");
    for (int i = 0; i < 120; i++) {
      double size = random.nextDouble(4);
      String town = i % 2 == 0 ? "a" : "b";
      text.append(
          String.format(
              Locale.ROOT,
              "%.3f,%.3f,%s,%.3f%n",
              size,
              random.nextDouble(),
              town,
              100 + 10 * size + (town.equals("a") ? 1 : 0)));
    }
    Path file = Files.writeString(folder.resolve("prices.csv"), text);
    Training training =
        Training.of(CsvTable.of(file, "price")).withEpochs(30).withHidden(16).withBatch(8);
    return (members == 0 ? training : training.withEnsemble(members))
        .run(folder.resolve("run"))
        .model();
  }

  private TrainedModel texts(String network) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> others = List.of("today", "the", "again", "here", "there", "now");
    StringBuilder text = new StringBuilder("note,mood\n");
    for (int i = 0; i < 120; i++) {
      text.append(others.get(random.nextInt(6)))
          .append(i % 2 == 0 ? " sun " : " rain ")
          .append(others.get(random.nextInt(6)))
          .append(i % 2 == 0 ? ",good\n" : ",bad\n");
    }
    Path file = Files.writeString(folder.resolve("notes.csv"), text);
    Training training =
        Training.of(CsvTexts.of(file, "note", "mood"))
            .withModel(network)
            .withEpochs(8)
            .withBatch(8)
            .withRate(0.01);
    return training.withNetworkOption("width", "16").run(folder.resolve("run")).model();
  }

  /// Images whose class is whether the upper half is bright.
  private TrainedModel images(String network) throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    int count = 64;
    byte[] pixels = new byte[count * 64];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 2);
      for (int j = 0; j < 64; j++) {
        int light = j < 32 && labels[i] == 1 ? 180 : 20;
        pixels[i * 64 + j] = (byte) (light + random.nextInt(40));
      }
    }
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(0x803).putInt(count).putInt(8).putInt(8).put(pixels);
    Files.write(folder.resolve("train-images-idx3-ubyte"), images.array());
    ByteBuffer classes = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count).put(labels);
    Files.write(folder.resolve("train-labels-idx1-ubyte"), classes.array());
    Training training =
        Training.of(new IdxImages(folder)).withModel(network).withEpochs(4).withBatch(16);
    return training.run(folder.resolve("run")).model();
  }
}
