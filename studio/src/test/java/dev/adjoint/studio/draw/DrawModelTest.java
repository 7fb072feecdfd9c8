package dev.adjoint.studio.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.watch.RunList;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The answer for a drawing is the model's own, and its reasons add up.
final class DrawModelTest {

  private static final List<List<Double>> ONE = List.of(List.of(0.52, 0.1, 0.5, 0.5, 0.49, 0.9));

  @TempDir private static Path folder;
  private static DrawModels models;

  @BeforeAll
  static void train() {
    Training.of(new GeneratedSamples(GeneratedSet.DIGITS, 400, 0.1))
        .withEpochs(4)
        .run(folder.resolve("digits"));
    Training.of(new GeneratedSamples(GeneratedSet.MOONS, 60, 0.1))
        .withEpochs(1)
        .run(folder.resolve("moons"));
    models = new DrawModels(new RunList(folder, List.of()));
  }

  @Test
  void onlyRunsOfImagesAreOffered() {
    assertThat(models.list()).containsEntry("models", List.of("digits"));
    assertThatThrownBy(() -> models.of("moons"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "run: %s was not trained on images of one channel, so nothing can be drawn for it; choose another run"
                .formatted(folder.resolve("moons")));
    assertThatThrownBy(() -> models.of("../digits"))
        .hasMessage(
            "run: there is no run with this name in %s; choose one from the list"
                .formatted(folder));
  }

  @Test
  void theAnswerIsThatOfTheModelForTheSeenImage() {
    Drawing one = Drawing.of(ONE);
    Map<String, Object> answer = models.of("digits").answer(one, true);
    float[] pixels = one.seen(28, 28);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] *= 255;
    }
    Prediction.OfClass own =
        (Prediction.OfClass)
            TrainedModel.load(folder.resolve("digits"))
                .predict(Tensor.of(pixels, Shape.of(28, 28)))
                .get(0);
    assertThat(first(answer).get("label")).isEqualTo(own.label());
    assertThat(((Number) of(first(answer), "share")).doubleValue())
        .isCloseTo(own.probability(), within(1e-6));
    assertThat(own.label()).isEqualTo("1");
  }

  private static Object of(Map<?, ?> map, String name) {
    return Objects.requireNonNull(map.get(name), name);
  }

  private static Map<?, ?> first(Map<String, Object> answer) {
    return (Map<?, ?>) ((List<?>) of(answer, "ranking")).getFirst();
  }

  @Test
  void attributionsAndResidualAddUpToTheDifferenceOfTheScores() {
    Map<?, ?> saliency =
        (Map<?, ?>) of(models.of("digits").answer(Drawing.of(ONE), true), "saliency");
    double score = number(saliency, "score");
    double difference = score - number(saliency, "baseline");
    assertThat(number(saliency, "sum") + number(saliency, "residual"))
        .isCloseTo(difference, within(1e-3 * Math.abs(difference)));
    assertThat(Math.abs(number(saliency, "residual"))).isLessThan(0.05 * Math.abs(difference));
  }

  private static double number(Map<?, ?> map, String name) {
    return Double.parseDouble(String.valueOf(map.get(name)).replace('−', '-'));
  }

  @Test
  void theNearestSampleOfATrainingSampleIsItself() {
    TrainedModel model = TrainedModel.load(folder.resolve("digits"));
    var training = (dev.adjoint.data.DataSet) model.saved().readAgain().training();
    Neighbours neighbours = new Neighbours(training);
    for (int index : new int[] {0, 17, training.count() - 1}) {
      float[] image = training.select(new int[] {index}).features().toFloatArray();
      List<Neighbours.Near> near = neighbours.nearest(image, 3);
      assertThat(near.getFirst()).isEqualTo(new Neighbours.Near(index, 0));
      assertThat(near.get(1).distance()).isPositive();
    }
  }

  @Test
  void aHeldOutSampleComesWithItsClass() {
    Map<String, Object> answer = models.of("digits").sample(3);
    assertThat(answer).containsKeys("truth", "seen", "ranking", "saliency", "nearest");
    assertThat(models.of("digits").sample(83)).containsEntry("sample", 3);
    assertThat(models.of("digits").answer(new Drawing(List.of()), true))
        .containsEntry("empty", true)
        .doesNotContainKey("ranking");
  }
}
