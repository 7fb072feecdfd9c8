package dev.adjoint.explain.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.TimeLine;
import dev.adjoint.train.TrainOptions;
import dev.adjoint.train.search.RateCurve;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the pictures over the steps of a training show.
final class RunFiguresTest {

  private final DataSet samples = GeneratedSet.MOONS.draw(200, 0.1, new Random(1));
  private final Sequential model =
      Sequential.of(
          Linear.of(2, 8, new Random(2)), Activation.TANH, Linear.of(8, 2, new Random(3)));
  private final Optimizer optimizer = Optimizer.of(model, new Adam(0.01));
  private final TrainOptions options = TrainOptions.ofEpochs(5).withBatch(20).withSeed(4);

  private TimeLine line() {
    return TimeLine.of(model, new CrossEntropyLoss(), optimizer, samples, options);
  }

  @Test
  void theCountsOfAHistogramAddUpAndItsBinsStayTheSame() {
    Histograms found = Histograms.of(line(), model, 10);
    assertThat(found.steps()).hasSize(10).startsWith(0L).endsWith(49L).isSorted();
    List<String> weights =
        found.series().stream()
            .filter(series -> series.kind() == Histograms.Kind.WEIGHTS)
            .map(Histograms.Series::name)
            .toList();
    assertThat(weights).containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    for (Histograms.Kind kind : Histograms.Kind.values()) {
      assertThat(found.series()).anyMatch(series -> series.kind() == kind);
    }
    for (Histograms.Series series : found.series()) {
      if (series.name().equals("0.weight")) {
        assertThat(series.counts())
            .hasSize(10)
            .allMatch(counts -> Arrays.stream(counts).sum() == 16);
      }
      assertThat(series.notFinite()).containsOnly(0);
    }
    assertThat(
            HistogramPictures.of(found, Histograms.Kind.WEIGHTS, Wording.english())
                .orElseThrow()
                .toSvg())
        .contains("0.weight", "10 steps from 0 to 49", "40 bins");
    assertThatThrownBy(() -> Histograms.of(line(), model, 1))
        .hasMessage(
            "histograms: 1 looks at the steps 0 to 50; at least 2 looks and one step are needed");
  }

  @Test
  void aBinHoldsWhatIsBetweenItsEdgesAndTheOuterOnesTheRest() {
    Bins bins = new Bins(new double[] {-1, 0, 1});
    assertThat(bins.counts(new double[] {-5, -1, -0.5, 0, 0.5, 7, Double.NaN}))
        .containsExactly(1, 2, 2, 1);
    Bins signed = Bins.signed(new double[] {3, -3, 3, -3});
    assertThat(signed.count()).isEqualTo(40);
    assertThat(signed.edges()[0]).isCloseTo(-18, within(1e-9));
    assertThat(signed.edges()[38]).isCloseTo(18, within(1e-9));
    assertThat(signed.edges()[19]).isCloseTo(0, within(1e-12));
  }

  @Test
  void theLandscapePassesThroughTheEndOfTheTraining() {
    TimeLine line = line();
    Landscape found = Landscape.of(line, model, samples, 7);
    double end = Evaluation.of(model, samples, new CrossEntropyLoss(), List.of()).loss();
    assertThat(found.x()[found.x().length - 1]).isZero();
    assertThat(found.y()[found.y().length - 1]).isZero();
    assertThat(found.share()).isBetween(0.8, 1.0);
    assertThat(found.steps()).startsWith(0L).endsWith(50L);
    assertThat(found.grid().range().orElseThrow().min()).isLessThan(2 * end);
    Landscape fine = Landscape.of(line, model, samples, 41);
    assertThat(nearest(fine)).isCloseTo(end, within(0.05));
    assertThat(found.picture(Wording.english()).toSvg()).contains("of the squared distances");
    assertThat(found.picture(Wording.of(Locale.CHINESE)).toSvg()).contains("损失");
  }

  /// The loss at the grid point that is nearest to the origin.
  private static double nearest(Landscape found) {
    double best = Double.POSITIVE_INFINITY;
    double loss = Double.NaN;
    for (int column = 0; column < found.grid().columns(); column++) {
      for (int row = 0; row < found.grid().rows(); row++) {
        double x = found.grid().x().at((double) column / (found.grid().columns() - 1));
        double y = found.grid().y().at((double) row / (found.grid().rows() - 1));
        if (Math.hypot(x, y) < best) {
          best = Math.hypot(x, y);
          loss = found.grid().at(column, row);
        }
      }
    }
    return loss;
  }

  @Test
  void theRateFinderChoosesARateBelowThatOfTheLeastLoss() {
    RateCurve found =
        RatePicture.find(
            TrainingSetup.of(model, new CrossEntropyLoss(), optimizer, samples, options));
    assertThat(found.rates()).isSorted().startsWith(1e-6);
    assertThat(found.suggestion()).isBetween(1e-4, found.least());
    assertThat(found.least()).isGreaterThan(1e-3);
    assertThat(found.losses()).hasSameSizeAs(found.rates());
    assertThat(found.smoothed()[0]).isCloseTo(found.losses()[0], within(1e-9));
    assertThat(RatePicture.of(found, Wording.english()).toSvg()).contains("steepest fall");
  }
}
