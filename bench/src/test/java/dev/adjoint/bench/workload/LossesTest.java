package dev.adjoint.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.bench.compare.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The work that is measured is the work that other libraries do.
final class LossesTest {

  @ParameterizedTest
  @EnumSource(names = {"W1", "W2", "W3", "W4", "W5", "W6", "W9", "W11", "W12", "W13"})
  void firstThreeLossesAreThoseOfOtherLibraries(Workload workload) {
    TrainingWorkload training = TrainingWorkload.of(workload);
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      losses.add(training.step(step).item());
    }

    assertThat(Reference.distance(workload, losses)).as("%s", losses).isLessThan(1e-4);
  }

  @Test
  void logitsAreThoseOfOtherLibraries() {
    Inference inference = Inference.recorded();
    float[] image = new float[inference.inputs()];
    System.arraycopy(inference.images(), 0, image, 0, image.length);
    float[] logits = new float[inference.outputs()];
    inference.logits(image, logits);
    List<Double> values = new ArrayList<>();
    for (float logit : logits) {
      values.add((double) logit);
    }

    assertThat(Reference.distance(Workload.W7, values)).as("%s", values).isLessThan(1e-6);
  }

  @ParameterizedTest
  @EnumSource(names = {"W14", "W15", "W16", "W17"})
  void logitsOfBatchesAreThoseOfOtherLibraries(Workload workload) {
    InferenceTurns turns = new InferenceTurns(workload, BatchInference.recorded(workload));
    double[] last = turns.last();

    assertThat(Reference.distance(workload, Arrays.stream(last).boxed().toList()))
        .as(Arrays.toString(last))
        .isLessThan(1e-4);
    assertThat(turns.difference()).isLessThan(1e-6);
  }

  @Test
  void lossesOfDecodedTokensAreThoseOfOtherLibraries() {
    double[] losses = new DecodingTurns(GptDecoding.of()).losses();

    assertThat(Reference.distance(Workload.W10, Arrays.stream(losses).boxed().toList()))
        .as(Arrays.toString(losses))
        .isLessThan(1e-4);
  }

  @Test
  void productIsThatOfDoubleArithmetic() {
    assertThat(Turns.error(SquareProduct::new, 64)).isCloseTo(0, within(1e-4));
  }
}
