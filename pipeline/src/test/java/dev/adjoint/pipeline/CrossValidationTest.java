package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.pipeline.source.BookText;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.pipeline.source.SeriesTable;
import dev.adjoint.train.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrossValidationTest {

  private static final Training MOONS =
      Training.of(new GeneratedSamples(GeneratedSet.MOONS, 120, 0.2)).withHidden(8).withEpochs(6);

  @TempDir private Path folder;

  @Test
  void everySampleIsMeasuredOnceAndTheSameSeedGivesTheSameFigures() {
    List<Integer> numbers = new ArrayList<>();
    FoldFigures figures =
        CrossValidation.of(MOONS, 4).listen((number, _) -> numbers.add(number)).run().orElseThrow();
    assertThat(numbers).containsExactly(1, 2, 3, 4);
    assertThat(figures.folds()).extracting(FoldFigures.Fold::samples).containsOnly(30);
    assertThat(figures.spreads().keySet()).containsExactly("loss", "accuracy");
    assertThat(CrossValidation.of(MOONS, 4).run()).contains(figures);
  }

  /// A network without the fold answers at random where the target is random; one that had seen it
  /// would not.
  @Test
  void aFoldHasNoPartInWhatItIsMeasuredWith() throws IOException {
    StringBuilder text = new StringBuilder("id,y\n");
    for (int i = 0; i < 60; i++) {
      text.append("row%d,%s\n".formatted(i, (i * 7919 % 13) % 2 == 0 ? "a" : "b"));
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    FoldFigures figures =
        CrossValidation.of(
                Training.of(
                        new CsvTable(file, TableOptions.target("y").withCategories(List.of("id"))))
                    .withEpochs(20),
                3)
            .run()
            .orElseThrow();
    assertThat(Objects.requireNonNull(figures.spreads().get("accuracy")).mean()).isLessThan(0.75);
  }

  @Test
  void meanAndDeviationAreThoseOfTheFolds() {
    FoldFigures figures =
        new FoldFigures(
            List.of(
                new FoldFigures.Fold(10, 3, new Figures(1, Map.of("accuracy", 0.5))),
                new FoldFigures.Fold(10, 4, new Figures(2, Map.of("accuracy", 0.7))),
                new FoldFigures.Fold(9, 5, new Figures(6, Map.of("accuracy", 0.9)))));
    assertThat(Objects.requireNonNull(figures.spreads().get("loss")).mean())
        .isCloseTo(3, within(1e-12));
    assertThat(figures.spreads().get("loss").deviation()).isCloseTo(Math.sqrt(7), within(1e-12));
    assertThat(figures.summary())
        .isEqualTo("3 folds: loss 3.00000 ± 2.64575, accuracy 0.7000 ± 0.2000");
    assertThat(figures.toMap()).containsKeys("count", "loss", "accuracy", "each");
  }

  @Test
  void itStopsWhenItIsAskedTo() {
    CrossValidation validation = CrossValidation.of(MOONS, 4);
    validation.listen((_, _) -> validation.stop());
    assertThat(validation.run()).isEqualTo(Optional.empty());
  }

  @Test
  void dataThatIsDividedByTimeIsRefused() throws IOException {
    Path book = Files.writeString(folder.resolve("book.txt"), "to be or not to be ".repeat(50));
    assertThatThrownBy(
            () -> CrossValidation.of(Training.of(BookText.of(book)), 3).requireDivisible())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "split: folds are drawn at random, but of a running text the end is held out; leave out --folds");
    Path series = Files.writeString(folder.resolve("s.csv"), "t,y\n2020-01-01,1\n2020-01-02,2\n");
    assertThatThrownBy(() ->
            CrossValidation.of(Training.of(SeriesTable.of(series, "t", "y", 3)), 3)
                .requireDivisible())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "split: folds are drawn at random, but of a time series the latest part is held out; leave out --folds");
  }

  @Test
  void aCalibratedModelAnswersWithDividedLogitsAndKeepsItsClasses() {
    TrainingResult plain = MOONS.run(folder.resolve("plain"));
    TrainingResult result = MOONS.withCalibration().run(folder.resolve("run"));
    Calibration calibration = result.calibration().orElseThrow();
    assertThat(calibration.samples()).isEqualTo(24);
    assertThat(result.validation().loss()).isLessThan(plain.validation().loss());
    assertThat(result.weightsSha256()).isEqualTo(plain.weightsSha256());
    assertThat(result.toMap()).containsEntry("calibration", calibration.toMap());
    TrainedModel model = TrainedModel.load(folder.resolve("run"));
    assertThat(model.saved().temperature()).hasValue(calibration.temperature());
    assertThat(model.evaluateHeldOut().figures()).isEqualTo(result.validation());
    Map<String, Object> row = Map.of("x", 0.5, "y", 0.25);
    Prediction.OfClass before = (Prediction.OfClass) plain.model().predict(row);
    Prediction.OfClass after = (Prediction.OfClass) model.predict(row);
    assertThat(after.label()).isEqualTo(before.label());
    double logit = Math.log(before.probability() / (1 - before.probability()));
    assertThat(Math.log(after.probability() / (1 - after.probability())))
        .isCloseTo(logit / calibration.temperature(), within(1e-4));
  }

  @Test
  void aNumberIsNotCalibrated() {
    assertThatThrownBy(() ->
            Training.of(new GeneratedSamples(GeneratedSet.SINE, 40, 0.1)).withCalibration().plan())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "settings: only the probabilities of classes can be calibrated, but the target is target; leave out --calibrate");
  }
}
