package dev.adjoint.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedStep;
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
            "cross entropy: the target indices of input [2, 3] must be [2] but are [1]; give one class index"
                + " for each sample");
    assertThatThrownBy(() -> new CrossEntropyLoss().of(Tensor.zeros(2, 3, 1), Tensor.of(1L)))
        .hasMessage(
            "cross entropy: the target indices of input [2, 3, 1] must be [2, 1] but are [1]; give one class"
                + " index for each sample");
    assertThatThrownBy(() -> new CrossEntropyLoss().of(Tensor.scalar(1f), Tensor.scalar(1L)))
        .hasMessage(
            "cross entropy: input is a single number but must be [N, K], [K] or [N, K, …] with a"
                + " number for each of K classes; give the network an output for each class");
  }

  @Test
  void classWeightsThatDoNotFitAreNamed() {
    CrossEntropyLoss loss = new CrossEntropyLoss();
    assertThatThrownBy(() -> loss.withClassWeights(Tensor.zeros(2, 3)))
        .hasMessage(
            "cross entropy: the class weights have shape [2, 3] but must be [K]; give one number for"
                + " each class");
    assertThatThrownBy(() -> loss.withClassWeights(Tensor.of(1L, 2)))
        .hasMessage(
            "cross entropy: needs F32 or F64 but got I64; convert it with to(ElementType.F32)");
    Tensor logits = Tensor.zeros(2, 3, 4);
    Tensor target = Tensor.zeros(ElementType.I64, 2, 4);
    assertThatThrownBy(() -> loss.withClassWeights(Tensor.of(1f, 2)).of(logits, target))
        .hasMessage(
            "cross entropy: there are 2 class weights but input [2, 3, 4] has 3 classes; give one"
                + " number for each class");
  }

  @Test
  void anIgnoredSampleCountsForNothingEvenIfItIsNotANumber() {
    Tensor logits =
        Tensor.of(ElementType.F64, new double[][] {{1, 2, 3}, {Double.NaN, 0, 1}, {0, -1, 4}});
    Tensor rest = Tensor.of(ElementType.F64, new double[][] {{1, 2, 3}, {0, -1, 4}});
    CrossEntropyLoss loss = new CrossEntropyLoss();
    Tensor all = loss.withIgnoreIndex(-1).of(logits, Tensor.of(1L, -1, 0));
    assertThat(all.item()).isCloseTo(loss.of(rest, Tensor.of(1L, 0)).item(), within(1e-12));
    CrossEntropyLoss ignoring = loss.withIgnoreIndex(2);
    assertThatThrownBy(() -> ignoring.of(rest, Tensor.of(2L, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cross entropy: all 2 targets of the batch are the ignored index 2, so there is no sample"
                + " for a mean; leave such a batch out, or use Averaging.SUM");
    Tensor nothing = ignoring.withAveraging(Averaging.SUM).of(rest, Tensor.of(2L, 2));
    assertThat(nothing.item()).isEqualTo(0);
  }

  @Test
  void aBatchWithoutWeightIsNamed() {
    CrossEntropyLoss loss = new CrossEntropyLoss().withClassWeights(Tensor.of(0f, 1));
    Tensor logits = Tensor.of(new float[][] {{1, 2}, {3, 4}});
    assertThatThrownBy(() -> loss.of(logits, Tensor.of(0L, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cross entropy: the class weights of all 2 targets of the batch are 0, so there is no"
                + " sample for a mean; give their classes weights above 0, or use Averaging.SUM");
    assertThat(loss.of(logits, Tensor.of(0L, 1)).item()).isPositive();
  }

  @Test
  void aRecordedStepNamesABatchWithoutTargetsToo() {
    Parameter bias = Parameter.of(Tensor.zeros(2));
    CrossEntropyLoss loss = new CrossEntropyLoss().withIgnoreIndex(-100);
    RecordedStep step = RecordedStep.of((x, t) -> loss.of(x.add(bias.value()), t));
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}});
    assertThat(step.run(x, Tensor.of(0L, -100)).item()).isPositive();
    assertThat(step.run(x, Tensor.of(-100L, 1)).item()).isPositive();
    assertThatThrownBy(() -> step.run(x, Tensor.of(-100L, -100)))
        .hasMessageStartingWith(
            "cross entropy: all 2 targets of the batch are the ignored index -100, so there is no"
                + " sample for a mean; ");
    assertThat(step.refusal()).isEmpty();
  }

  @Test
  void aWeightOfPositiveAnswersThatDoesNotFitIsNamed() {
    Tensor scores = Tensor.zeros(2, 3);
    assertThatThrownBy(() ->
            new BceWithLogitsLoss()
                .withPositiveWeight(Tensor.ones(4, 2, 3))
                .of(scores, Tensor.ones(2, 3)))
        .hasMessage(
            "bce with logits loss: the weight of the positive answers has shape [4, 2, 3] but the"
                + " input [2, 3]; give one number for each class");
    assertThatThrownBy(() -> new BceWithLogitsLoss().withPositiveWeight(Tensor.of(1L)))
        .hasMessage(
            "bce with logits loss: needs F32 or F64 but got I64; convert it with"
                + " to(ElementType.F32)");
  }

  @Test
  void probabilitiesOfExactlyZeroGiveAFiniteLossAndGradient() {
    Tensor y = Tensor.of(ElementType.F64, 0.0, 1.0).requiresGrad();
    Tensor loss = new BceLoss().of(y, Tensor.of(ElementType.F64, 1.0, 0.0));
    assertThat(loss.item()).isEqualTo(100);
    assertThat(Gradients.of(loss, y)[0].allFinite()).isTrue();
  }

  @Test
  void indexAndOneHotTargetsGiveTheSameLoss() {
    Tensor logits = Tensor.of(ElementType.F64, new double[][] {{1, 2, 3}, {0, -1, 4}});
    Tensor oneHot = Tensor.of(ElementType.F64, new double[][] {{0, 1, 0}, {1, 0, 0}});
    double byIndex = new CrossEntropyLoss().of(logits, Tensor.of(1L, 0)).item();
    assertThat(new CrossEntropyLoss().of(logits, oneHot).item()).isCloseTo(byIndex, within(1e-12));
  }
}
