package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.idx.IdxType;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trained model answers for rows, tables, images and tensors, equally and from many threads.
final class TrainedModelTest {

  @TempDir private Path folder;

  private TrainedModel animals() throws IOException {
    return Training.of(CsvTable.of(Samples.animals(folder), "kind"))
        .withEpochs(20)
        .withHidden(8)
        .run(folder.resolve("run"))
        .model();
  }

  @Test
  void aRowGivesAClassWithProbabilities() throws IOException {
    animals();
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    Prediction answer = model.predict(Map.of("weight", 4.1, "legs", 4, "home", "house"));
    assertThat(answer).isInstanceOf(Prediction.OfClass.class);
    var cat = (Prediction.OfClass) answer;
    assertThat(cat.target()).isEqualTo("kind");
    assertThat(cat.label()).isEqualTo("cat").isEqualTo(cat.text());
    assertThat(cat.probabilities()).containsOnlyKeys("cat", "hen");
    assertThat(cat.probability()).isEqualTo(cat.probabilities().get("cat")).isGreaterThan(0.5);
    assertThat(cat.probabilities().values().stream().mapToDouble(p -> p).sum())
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void oneRowManyRowsATableAndAFileGiveEqualAnswers() throws IOException {
    TrainedModel model = animals();
    List<Map<String, Object>> rows = new ArrayList<>();
    StringBuilder text = new StringBuilder("home,weight,legs\n");
    for (int i = 0; i < 300; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("weight", 1 + i % 7 * 0.7);
      row.put("legs", 2 + i % 2 * 2);
      row.put("home", i % 3 == 0 ? null : i % 3 == 1 ? "house" : "coop");
      rows.add(row);
      text.append(i % 3 == 0 ? "" : row.get("home"))
          .append("," + row.get("weight") + "," + row.get("legs") + "\n");
    }
    Path file = Files.writeString(folder.resolve("new.csv"), text);
    Predictions many = model.predict(rows);
    assertThat(many).hasSize(300).isEqualTo(model.predict(file));
    assertThat(many).isEqualTo(model.predict(TableReader.read(file)));
    for (int i = 0; i < rows.size(); i++) {
      assertThat(model.predict(rows.get(i))).isEqualTo(many.get(i));
    }
  }

  @Test
  void eightThreadsGetTheSameBits() throws Exception {
    TrainedModel model = animals();
    List<Map<String, Object>> rows =
        IntStream.range(0, 200)
            .<Map<String, Object>>mapToObj(i ->
                Map.of("weight", i * 0.05, "legs", 2 + i % 3, "home", i % 2 == 0 ? "house" : "x"))
            .toList();
    List<Prediction> expected = List.copyOf(model.predict(rows));
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<List<Prediction>>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        boolean single = thread % 2 == 0;
        tasks.add(() ->
            single ? rows.stream().map(model::predict).toList() : List.copyOf(model.predict(rows)));
      }
      for (Future<List<Prediction>> answers : threads.invokeAll(tasks)) {
        assertThat(answers.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aNumberIsTurnedBackWithAllItsDigits() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 200; i++) {
      double x = Math.sin(i * 12.9898) * 3;
      text.append(x + "," + (1e9 + 2 * x) + "\n");
    }
    Path file = Files.writeString(folder.resolve("far.csv"), text);
    TrainingResult result =
        Training.of(CsvTable.of(file, "y")).withEpochs(60).run(folder.resolve("run"));
    assertThat(result.validation().metric("r2")).isGreaterThan(0.99);

    Predictions answers = result.model().predict(file);
    for (int i = 0; i < 200; i++) {
      double x = Math.sin(i * 12.9898) * 3;
      var number = (Prediction.OfNumber) answers.get(i);
      assertThat(number.value()).isCloseTo(1e9 + 2 * x, within(1.5));
      assertThat(Double.parseDouble(number.text())).isCloseTo(number.value(), within(1e-6));
      assertThat(number.text()).doesNotContain("E");
    }
    assertThat(answers.stream().map(Prediction::text).distinct().count()).isGreaterThan(190);
    EvaluationResult judged = result.model().evaluate(file);
    assertThat(judged.notes())
        .containsExactly(
            "160 of the 200 samples are among those that the model was trained on, so the figures are better than those for new samples; without DATA the 40 samples that the run held out are used");
    Path unseen = Files.writeString(folder.resolve("unseen.csv"), "x,y\n0.25,1000000000.5\n");
    assertThat(result.model().evaluate(unseen).notes()).isEmpty();
    double mae =
        IntStream.range(0, 200)
            .mapToDouble(i ->
                Math.abs(
                    ((Prediction.OfNumber) answers.get(i)).value()
                        - 1e9
                        - 2 * Math.sin(i * 12.9898) * 3))
            .average()
            .orElseThrow();
    assertThat(judged.figures().metric("mae")).isCloseTo(mae, within(1e-4));
  }

  @Test
  void tensorsAreRowsOfNumbersInTheOrderOfTheColumns() {
    TrainedModel model =
        Training.of(new GeneratedSamples(GeneratedSet.MOONS, 100, 0.1))
            .withEpochs(2)
            .run(folder.resolve("run"))
            .model();
    Tensor rows = Tensor.of(ElementType.F64, new double[] {0.5, -0.25, 1.5, 0.125}, Shape.of(2, 2));
    Predictions answers = model.predict(rows);
    List<String> columns = model.saved().preprocessing().featureNames();
    assertThat(model.predict(Map.of(columns.get(0), 1.5, columns.get(1), 0.125)))
        .isEqualTo(answers.get(1));
    assertThat(
            model
                .predict(Tensor.of(ElementType.F64, new double[] {1.5, 0.125}, Shape.of(2)))
                .get(0))
        .isEqualTo(answers.get(1));
    assertThatThrownBy(
            () -> model.predict(Tensor.of(ElementType.F64, new double[3], Shape.of(1, 3))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "predict: rows of a tensor have one number for each of the 2 columns %s but the shape is [1, 3]; give [N, 2] or [2]"
                .formatted(columns));
  }

  @Test
  void imagesAreAnsweredFromArraysAndTensors() {
    TrainedModel model =
        Training.of(new GeneratedSamples(GeneratedSet.DIGITS, 200, 0.1))
            .withEpochs(1)
            .withHidden(8)
            .run(folder.resolve("run"))
            .model();
    int side = model.saved().architecture().inputs().size(0);
    byte[] bytes = new byte[2 * side * side];
    float[] pixels = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7 % 256);
      pixels[i] = i * 7 % 256;
    }
    var images = new IdxArray("new", IdxType.UBYTE, new int[] {2, side, side}, bytes);
    Predictions answers = model.predict(images);
    assertThat(answers).hasSize(2);
    assertThat(answers.notes()).isEmpty();
    assertThat(model.predict(Tensor.of(pixels, Shape.of(2, side, side)))).isEqualTo(answers);
    assertThat(model.predict(Tensor.of(pixels, Shape.of(2, 1, side, side)))).isEqualTo(answers);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] /= 255;
    }
    assertThat(model.predict(Tensor.of(pixels, Shape.of(2, side, side))).notes())
        .containsExactly(
            "the pixels of these images reach 1 but those of the training images reach 255; scale them alike, else the answers mean nothing");
    pixels[3] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> model.predict(Tensor.of(pixels, Shape.of(2, side, side))))
        .hasMessage(
            "predict: the given tensor: image 1: pixel 4 is too far from the training data to compute with (Infinity standard deviations); correct it");
    assertThatThrownBy(() -> model.predict(Map.of("x", 1)))
        .hasMessage(
            "predict: a row cannot be read, because the model was trained on images; give images of [%d, %d]"
                .formatted(side, side));
  }

  @Test
  void whatARowLacksIsNamed() throws IOException {
    TrainedModel model = animals();
    assertThatThrownBy(() -> model.predict(Map.of("wieght", 1, "legs", 2, "home", "coop")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read the given rows: the model was trained with a column that the table does not have: weight; did you mean wieght?");
    assertThatThrownBy(() -> model.predict(Map.of("weight", "heavy", "legs", 2, "home", "coop")))
        .hasMessageStartingWith(
            "read the given rows: row 1, column weight: 'heavy' is not a number");
    assertThatThrownBy(() -> model.predict(Tensor.ones(1, 3)))
        .hasMessage(
            "predict: a tensor holds numbers but column home is a category; give rows by name");
    Map<String, Object> missing = new HashMap<>(Map.of("legs", 4, "home", "house"));
    missing.put("weight", null);
    assertThat(model.predict(missing).target()).isEqualTo("kind");
  }

  @Test
  void answersThatAreNotFiniteNameTheRowAndTheColumn() throws IOException {
    // Two inputs of opposite sign and 1e38 standard deviations each overflow in the first layer.
    StringBuilder text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(0.1 * Math.sin(i) + "," + 0.1 * Math.cos(i * 1.7) + "," + i % 3 * 1.5 + i + "\n");
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    TrainedModel model =
        Training.of(CsvTable.of(file, "y")).withEpochs(3).run(folder.resolve("run")).model();
    Path huge = Files.writeString(folder.resolve("huge.csv"), "b,a\n0.1,0.1\n2e37,-1e37\n");
    assertThatThrownBy(() -> model.predict(huge))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "predict: .*huge\\.csv: row 2 \\(line 3\\): the answer is not finite \\((NaN|-?Infinity)\\); column b is 2\\.\\d+e\\+38 standard deviations from the mean of the training data; correct it");
    Path beyond = Files.writeString(folder.resolve("beyond.csv"), "b,a\n0.1,0.1\n0.1,3e38\n");
    assertThatThrownBy(() -> model.predict(beyond))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("beyond.csv: row 2 (line 3), column a: '3e38' ");
  }

  @Test
  void answersAreCountedFromZero() throws IOException {
    Predictions answers = animals().predict(List.of(Map.of("weight", 4, "legs", 4, "home", "a")));
    assertThatThrownBy(() -> answers.get(1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("predictions: there are 1 answers but the index is 1; count from 0");
    assertThat(answers.notes())
        .containsExactly(
            "column home has values that the training rows did not have (a 1); they count as none of its categories");
  }
}
