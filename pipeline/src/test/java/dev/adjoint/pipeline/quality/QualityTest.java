package dev.adjoint.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Table;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.pipeline.Outputs;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityTest {

  @TempDir Path folder;

  private static Outputs outputs() {
    // Probabilities of the second class: 0.9, 0.6, 0.4, 0.2, with the truth 1, 0, 1, 0.
    double[] second = {0.9, 0.6, 0.4, 0.2};
    float[][] logits = new float[4][2];
    for (int i = 0; i < logits.length; i++) {
      logits[i][1] = (float) Math.log(second[i] / (1 - second[i]));
    }
    return new Outputs(Tensor.of(logits), Tensor.of(1L, 0, 1, 0));
  }

  @Test
  void classesAreJudgedOneByOne() {
    ClassQuality quality = ClassQuality.of(outputs(), List.of("no", "yes"));
    assertThat(quality.rows())
        .containsExactly(
            new ClassQuality.Row("no", 2, 0.5, 0.5, 0.5),
            new ClassQuality.Row("yes", 2, 0.5, 0.5, 0.5));
    assertThat(quality.figures().get("roc_auc")).isEqualTo(0.75);
    assertThat(quality.figures().get("balanced_accuracy")).isEqualTo(0.5);
  }

  @Test
  void theCurvesHaveAStepForEachScore() {
    ThresholdCurves curves = ClassQuality.of(outputs(), List.of("no", "yes")).curves(1);
    assertThat(curves.recall()).containsExactly(0, 0.5, 0.5, 1, 1);
    assertThat(curves.falsePositives()).containsExactly(0, 0, 0.5, 0.5, 1);
    assertThat(curves.precision())
        .containsExactly(new double[] {1, 1, 0.5, 2 / 3.0, 0.5}, within(1e-15));
    assertThat(ThresholdCurves.of(new double[] {1, 2}, new boolean[] {true, true}).isEmpty())
        .isTrue();
    assertThat(
            ThresholdCurves.of(new double[] {1, 1, 1}, new boolean[] {true, false, true}).recall())
        .as("equal scores are one step")
        .containsExactly(0, 1);
  }

  @Test
  void calibrationComparesProbabilitiesWithTheShareOfRightAnswers() {
    List<ClassQuality.Bin> bins = ClassQuality.of(outputs(), List.of("no", "yes")).calibration(2);
    assertThat(bins).hasSize(1);
    assertThat(bins.getFirst().samples()).isEqualTo(4);
    assertThat(bins.getFirst().probability()).isCloseTo((0.9 + 0.6 + 0.6 + 0.8) / 4, within(1e-7));
    assertThat(bins.getFirst().right()).isEqualTo(0.5);
  }

  @Test
  void examplesAreTheBestTheWorstAndTheLeastCertain() {
    Examples examples = Examples.of(ClassQuality.of(outputs(), List.of("no", "yes")), 2);
    assertThat(examples.best()).containsExactly(0, 3);
    assertThat(examples.worst()).containsExactlyInAnyOrder(1, 2);
    assertThat(examples.uncertain()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void numbersAreJudgedInTheirOwnUnit() {
    Outputs outputs =
        new Outputs(
            Tensor.of(new float[][] {{0}, {1}, {-1}}), Tensor.of(new float[][] {{0}, {2}, {-1}}));
    NumberQuality quality = NumberQuality.of(outputs, new NumberTarget("price", 10, 2));
    assertThat(quality.predicted()).containsExactly(10, 12, 8);
    assertThat(quality.errors()).containsExactly(0, -2, 0);
    assertThat(quality.figures().get("mae")).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(quality.figures().get("largest_error")).isEqualTo(2);
    assertThat(Examples.of(quality, 1).worst()).containsExactly(1);
  }

  private Table table() throws IOException {
    StringBuilder text = new StringBuilder("size,colour,noise,big\n");
    for (int i = 0; i < 60; i++) {
      String colour = i % 3 == 0 ? "red" : "blue";
      text.append("%d,%s,%d,%s\n".formatted(i, colour, (i * 37) % 60, i < 30 ? "no" : "yes"));
    }
    return TableReader.read(Files.writeString(folder.resolve("table.csv"), text.toString()));
  }

  @Test
  void theColumnThatDecidesIsTheImportantOne() throws IOException {
    Prepared prepared = Prepared.table(table(), TableOptions.target("big"), 0.5, 1);
    TablePreprocessing preprocessing = (TablePreprocessing) prepared.preprocessing();
    // Answers by the first input, the size, alone.
    PureLayer network =
        x -> Tensor.concat(1, x.slice(1, 0, 1).multiply(-5), x.slice(1, 0, 1).multiply(5));
    DataSet held = prepared.split().validation();
    List<ColumnImportance> columns =
        ColumnImportance.of(network, new CrossEntropyLoss(), preprocessing, held, 1);
    assertThat(columns.getFirst().column()).isEqualTo("size");
    assertThat(columns.getFirst().rise()).isGreaterThan(1);
    assertThat(columns.stream().skip(1).map(ColumnImportance::rise)).containsOnly(0.0);
    assertThat(ColumnImportance.of(network, new CrossEntropyLoss(), preprocessing, held, 1))
        .as("the same seed gives the same numbers")
        .isEqualTo(columns);
    assertThat(network.forward(held.features(), Pass.INFERENCE).shape().size(1)).isEqualTo(2);
  }

  @Test
  void aPreparedRowIsShownAsItsCells() throws IOException {
    Prepared prepared = Prepared.table(table(), TableOptions.target("big"), 0.5, 1);
    DataSet training = prepared.split().training();
    for (int i = 0; i < training.count(); i++) {
      SampleView view = SampleView.of(prepared.preprocessing(), training, i).orElseThrow();
      SampleView.Cells cells = (SampleView.Cells) view;
      int size = Integer.parseInt(cells.cells().get("size"));
      assertThat(cells.cells().get("noise")).isEqualTo(Integer.toString((size * 37) % 60));
      assertThat(cells.cells().get("colour")).isEqualTo(size % 3 == 0 ? "red" : "blue");
    }
  }
}
