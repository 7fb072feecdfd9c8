package dev.adjoint.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.QuantileLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.tensor.check.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ForecasterTest {

  private static final int CHANNELS = 3;
  private static final int PAST = 5;
  private static final int HORIZON = 2;
  private static final int QUANTILES = 5;

  private static SplittableRandom random() {
    return new SplittableRandom(17);
  }

  private static Map<String, Layer> networks() {
    Map<String, Layer> all = new LinkedHashMap<>();
    all.put("tcn", Tcn.of(CHANNELS, PAST + HORIZON, HORIZON, QUANTILES, 4, 0, random()));
    all.put("gru", GruForecast.of(CHANNELS, HORIZON, QUANTILES, 4, 2, 0, random()));
    all.put("nbeats", NBeats.of(CHANNELS, PAST, HORIZON, QUANTILES, 6, 2, 0, random()));
    all.put(
        "transformer",
        TransformerForecast.of(CHANNELS, PAST + HORIZON, HORIZON, QUANTILES, 4, 2, 0, random()));
    return all;
  }

  /// The last layers start at 0; other numbers show more.
  private static Layer stirred(Layer network) {
    SplittableRandom random = random();
    for (Parameter parameter : Parameters.of(network).list()) {
      Tensor more =
          Tensor.normal(parameter.shape(), 0, 0.3, random).to(parameter.value().elementType());
      parameter.replace(parameter.value().detach().add(more));
    }
    return network;
  }

  private static Tensor inputs() {
    return Tensor.uniform(Shape.of(3, PAST + HORIZON, CHANNELS), -1, 1, random());
  }

  @TestFactory
  Stream<DynamicTest> quantilesOfEveryNetworkRise() {
    return networks().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  Tensor y = stirred(entry.getValue()).forward(inputs(), Pass.INFERENCE);
                  assertThat(y.shape()).isEqualTo(Shape.of(3, HORIZON, QUANTILES));
                  float[] numbers = y.toFloatArray();
                  for (int i = 1; i < numbers.length; i++) {
                    if (i % QUANTILES != 0) {
                      assertThat(numbers[i]).isGreaterThan(numbers[i - 1]);
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> gradientsAgreeWithFiniteDifferences() {
    Tensor x = inputs().to(ElementType.F64);
    Tensor target = Tensor.full(ElementType.F64, Shape.of(3, HORIZON), 9);
    return networks().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  Layer network = stirred(Parameters.copyOf(entry.getValue(), ElementType.F64));
                  Verdict verdict =
                      GradientCheck.ofParameters(
                          entry.getKey(),
                          random(),
                          () ->
                              new QuantileLoss(0.025, 0.1, 0.5, 0.9, 0.975)
                                  .of(network.forward(x, new Pass.Training(random())), target),
                          Parameters.of(network).list());
                  assertThat(verdict.passed()).as(verdict.toString()).isTrue();
                }));
  }

  private static long stored(Layer network) {
    return Parameters.of(network).stateDict().values().stream()
        .mapToLong(tensor -> tensor.shape().count())
        .sum();
  }

  @Test
  void theNumberOfWeightsIsKnownBeforeTheNetworkIsBuilt() {
    Map<String, Layer> all = networks();
    assertThat(Tcn.weightCount(CHANNELS, PAST + HORIZON, QUANTILES, 4))
        .isEqualTo(stored(Objects.requireNonNull(all.get("tcn"))));
    assertThat(GruForecast.weightCount(CHANNELS, QUANTILES, 4, 2))
        .isEqualTo(stored(Objects.requireNonNull(all.get("gru"))));
    assertThat(NBeats.weightCount(CHANNELS, PAST, HORIZON, QUANTILES, 6, 2))
        .isEqualTo(stored(Objects.requireNonNull(all.get("nbeats"))));
    assertThat(TransformerForecast.weightCount(CHANNELS, PAST + HORIZON, QUANTILES, 4, 2))
        .isEqualTo(stored(Objects.requireNonNull(all.get("transformer"))));
    assertThatThrownBy(() -> Tcn.weightCount(3, 100, 5, Integer.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void noNetworkButTheTransformerSeesWhatComesLater() {
    Tensor x = inputs();
    Tensor changed = Tensor.concat(1, x.slice(1, 0, PAST + 1), x.slice(1, PAST + 1).add(3));
    for (String name : List.of("tcn", "gru")) {
      Layer network = stirred(Objects.requireNonNull(networks().get(name)));
      assertThat(network.forward(changed, Pass.INFERENCE).select(1, 0).toFloatArray())
          .as(name)
          .isEqualTo(network.forward(x, Pass.INFERENCE).select(1, 0).toFloatArray());
    }
  }

  @Test
  void bandsAreStretchedAroundTheMedianAndStayInEachOther() {
    Tensor y = Tensor.of(new float[] {0, 2, 3, 5, 7}, Shape.of(1, 5));
    assertThat(Forecaster.stretched(y, 2, 2).toFloatArray()).containsExactly(-3, 1, 3, 7, 11);
    // The wide band, 3 ± 3 and 4, is halved to 1.5 and 5 and may not end inside the narrow one.
    assertThat(Forecaster.stretched(y, 2, 0.5f).toFloatArray()).containsExactly(1, 1, 3, 7, 7);
    float[] row = {0, 2, 3, 5, 7};
    // 8 is 5 above the median, the edges 2 and 4 above it.
    assertThat(Forecaster.score(row, 0, 5, 0, 8)).isEqualTo(2.5);
    assertThat(Forecaster.score(row, 0, 5, 1, 8)).isEqualTo(1.25);
    assertThat(Forecaster.score(row, 0, 5, 0, 1)).isEqualTo(2);
    assertThat(Forecaster.score(row, 0, 5, 0, Float.NaN)).isNaN();
  }

  @Test
  void trainingDoesNotUseTheStretch() {
    Forecaster network =
        Forecaster.of(stirred(Objects.requireNonNull(networks().get("tcn"))), QUANTILES);
    float[] before = network.forward(inputs(), new Pass.Training(random())).toFloatArray();
    network.calibrate(3, 3);
    assertThat(network.forward(inputs(), new Pass.Training(random())).toFloatArray())
        .isEqualTo(before);
    assertThat(network.forward(inputs(), Pass.INFERENCE).toFloatArray()).isNotEqualTo(before);
    assertThatThrownBy(() -> network.calibrate(1))
        .hasMessage("forecaster: there are 2 bands but 1 factors; give one for each band");
    assertThatThrownBy(() -> new QuantileHead(4))
        .hasMessage(
            "quantile head: the number of quantiles must be odd, so that one is the median, but is 4; give an odd number");
  }
}
