package dev.adjoint.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LossMessagesTest {

  @Test
  void shapesThatDifferAreRefusedRatherThanBroadcast() {
    assertThatThrownBy(() -> new MseLoss().of(Tensor.zeros(4, 1), Tensor.zeros(4)))
        .hasMessage(
            "mse loss: input has shape [4, 1] but target has [4]; they must be equal, reshape one"
                + " of them");
  }

  @Test
  void crossEntropyNamesTheTargetThatIsOutOfRange() {
    assertThatThrownBy(() -> new CrossEntropyLoss().of(Tensor.zeros(2, 3), Tensor.of(1L, 3)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(
            "cross entropy: target 3 of sample 1 is outside 0 … 2; count classes from 0, or give"
                + " the network more outputs");
    assertThatThrownBy(() -> new CrossEntropyLoss().of(Tensor.zeros(2, 3), Tensor.of(1L)))
        .hasMessage(
            "cross entropy: input [2, 3] wants target indices [2] but got [1]; give one class index"
                + " for each sample");
    assertThatThrownBy(() -> new CrossEntropyLoss().of(Tensor.zeros(2, 3, 1), Tensor.of(1L)))
        .hasMessage(
            "cross entropy: input has shape [2, 3, 1] but must be [N, K] or [K]; reshape it so that"
                + " the last axis is the class");
  }

  @Test
  void probabilitiesOfExactlyZeroGiveAFiniteLossAndGradient() {
    Tensor y = Tensor.of(0.0, 1.0).requiresGrad();
    Tensor loss = new BceLoss().of(y, Tensor.of(1.0, 0.0));
    assertThat(loss.item()).isEqualTo(100);
    assertThat(Gradients.of(loss, y)[0].isFinite()).isTrue();
  }

  @Test
  void indexAndOneHotTargetsGiveTheSameLoss() {
    Tensor logits = Tensor.of(new double[][] {{1, 2, 3}, {0, -1, 4}});
    Tensor oneHot = Tensor.of(new double[][] {{0, 1, 0}, {1, 0, 0}});
    double byIndex = new CrossEntropyLoss().of(logits, Tensor.of(1L, 0)).item();
    assertThat(new CrossEntropyLoss().of(logits, oneHot).item()).isCloseTo(byIndex, within(1e-12));
  }
}
