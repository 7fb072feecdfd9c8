package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchNormTest {

  private final SplittableRandom random = new SplittableRandom(4);
  private final Pass training = new Pass.Training(random);

  private static Tensor at(Map<String, Tensor> state, String name) {
    return Objects.requireNonNull(state.get(name));
  }

  @Test
  void trainingUsesTheBatchAndInferenceTheRunningStatistics() {
    BatchNorm2d layer = BatchNorm2d.of(3).withMomentum(1);
    Tensor x = Tensor.normal(Shape.of(50, 3, 4, 4), 7, 3, random);
    Tensor y = layer.forward(x, training);
    assertThat(y.mean(0, 2, 3).abs().max().item()).isCloseTo(0, within(1e-5));
    assertThat(y.variance(0, KeepAxes.NO, 0, 2, 3).subtract(1).abs().max().item())
        .isCloseTo(0, within(1e-4));
    // With momentum 1 the running statistics are those of the batch, the variance unbiased.
    Tensor again = layer.forward(x, Pass.INFERENCE);
    assertThat(again.allclose(y.detach(), 1e-2, 1e-3)).isTrue();
    Tensor far = layer.forward(x.add(3), Pass.INFERENCE);
    assertThat(far.mean().item()).isCloseTo(1, within(0.05));
  }

  @Test
  void withoutRunningStatisticsInferenceUsesTheBatchToo() {
    BatchNorm1d layer = BatchNorm1d.of(2).withoutRunningStatistics();
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 5}});
    assertThat(layer.forward(x, Pass.INFERENCE).contentEquals(layer.forward(x, training).detach()))
        .isTrue();
  }

  @Test
  void theStateHasPyTorchsNamesInItsOrder() {
    Parameters parameters = Parameters.of(BatchNorm2d.of(4)).setNames();
    assertThat(parameters.stateDict().keySet())
        .containsExactly("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
    assertThat(parameters.byName().keySet()).containsExactly("weight", "bias");
    assertThat(parameters.buffers().keySet())
        .containsExactly("running_mean", "running_var", "num_batches_tracked");
    assertThat(parameters.count()).isEqualTo(8);
    assertThat(Parameters.of(BatchNorm1d.of(4).withoutAffine()).byName().keySet()).isEmpty();
    assertThat(Objects.requireNonNull(parameters.buffers().get("running_mean")).name())
        .isEqualTo("running_mean");
    assertThat(BatchNorm2d.of(4)).hasToString("BatchNorm2d(4)");
    assertThat(BatchNorm2d.of(4).withMomentum(0.01).withEpsilon(1e-3))
        .hasToString("BatchNorm2d(4, momentum 0.01, epsilon 0.001)");
    assertThat(BatchNorm1d.of(4).withoutAffine().withoutRunningStatistics())
        .hasToString("BatchNorm1d(any, no weight, no running statistics)");
  }

  @Test
  void theStateIsASnapshotAndIsLoadedByPath() {
    Sequential one = Sequential.of(BatchNorm1d.of(2));
    Map<String, Tensor> fresh = Parameters.of(one).stateDict();
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 6}});
    one.forward(x, training);
    Map<String, Tensor> trained = Parameters.of(one).stateDict();
    assertThat(at(fresh, "0.running_mean").toFloatArray()).containsExactly(0, 0);
    assertThat(at(trained, "0.running_mean").toFloatArray()).containsExactly(0.2f, 0.4f);
    Sequential other = Sequential.of(BatchNorm1d.of(2));
    Parameters.of(other).loadStateDict(trained);
    assertThat(other.forward(x, Pass.INFERENCE).contentEquals(one.forward(x, Pass.INFERENCE)))
        .isTrue();
    Parameters.of(one).loadStateDict(fresh);
    assertThat(at(Parameters.of(one).stateDict(), "0.num_batches_tracked").item()).isZero();
    assertThat(at(trained, "0.num_batches_tracked").item()).isEqualTo(1);
  }

  @Test
  void missingBuffersAreNamed() {
    Parameters parameters = Parameters.of(BatchNorm1d.of(2).withoutAffine());
    Map<String, Tensor> state = parameters.stateDict();
    state.remove("running_var");
    state.put("running_mean", Tensor.zeros(3));
    assertThatThrownBy(() -> parameters.loadStateDict(state))
        .hasMessage(
            "load: the weights do not fit the model: running_mean is [2] in the model but [3] in the"
                + " weights; running_var [2] is missing; build the model with the sizes it was saved"
                + " with");
  }

  @Test
  void inputsAndPartsThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> BatchNorm2d.of(3).forward(Tensor.zeros(2, 3), training))
        .hasMessage(
            "batch norm: x must be images [N, C, H, W] but is [2, 3]; reshape it, or use BatchNorm1d for"
                + " features");
    assertThatThrownBy(() -> BatchNorm1d.of(3).forward(Tensor.zeros(2, 3, 1, 1), training))
        .hasMessage("batch norm: x must be [N, C] or [N, C, L] but is [2, 3, 1, 1]; reshape it");
    Optional<Parameter> weight = Optional.of(Parameter.of(Tensor.ones(2)));
    Optional<Parameter> bias = Optional.of(Parameter.of(Tensor.ones(3)));
    assertThatThrownBy(() -> new BatchNorm2d(weight, bias, Optional.empty(), 1e-5))
        .hasMessage(
            "batch norm: the bias has shape [3] but the layer [2]; give one number for each channel");
    assertThatThrownBy(() -> new BatchNorm2d(weight, Optional.empty(), Optional.empty(), 1e-5))
        .hasMessage("batch norm: there is a weight without a bias; give both or none");
  }
}
