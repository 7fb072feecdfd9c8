package dev.adjoint.tensor.op.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.LstmResult;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LstmOpTest {

  private static final int STEPS = 5;
  private static final int BATCH = 3;
  private static final int IN = 4;
  private static final int HIDDEN = 6;

  private final SplittableRandom random = new SplittableRandom(3);
  private final Tensor x = draw(STEPS, BATCH, IN);
  private final Tensor[] rest = {
    draw(BATCH, HIDDEN),
    draw(BATCH, HIDDEN),
    draw(4 * HIDDEN, IN),
    draw(4 * HIDDEN, HIDDEN),
    draw(4 * HIDDEN),
    draw(4 * HIDDEN)
  };

  private Tensor draw(int... sizes) {
    return Tensor.uniform(Shape.of(sizes), -1, 1, random);
  }

  private static LstmResult run(Tensor x, Tensor... rest) {
    return x.lstm(rest[0], rest[1], rest[2], rest[3], rest[4], rest[5]);
  }

  @Test
  void theLastStateIsTheLastOutput() {
    LstmResult result = run(x, rest);
    assertThat(result.hidden().toFloatArray())
        .isEqualTo(result.output().select(0, STEPS - 1).toFloatArray());
  }

  @Test
  void aSequenceInTwoPartsEndsInTheSameState() {
    LstmResult whole = run(x, rest);
    LstmResult first = run(x.slice(0, 0, 2), rest);
    Tensor[] on = rest.clone();
    on[0] = first.hidden();
    on[1] = first.cell();
    LstmResult second = run(x.slice(0, 2), on);
    assertThat(second.hidden().toFloatArray()).isEqualTo(whole.hidden().toFloatArray());
    assertThat(second.cell().toFloatArray()).isEqualTo(whole.cell().toFloatArray());
  }

  @Test
  void withoutRecordingTheValuesAreTheSame() {
    LstmResult plain = Tensor.noGrad(() -> run(x.requiresGrad(), rest));
    LstmResult recorded = run(x.requiresGrad(), rest);
    assertThat(plain.output().isTracked()).isFalse();
    assertThat(recorded.output().isTracked()).isTrue();
    assertThat(plain.output().toFloatArray()).isEqualTo(recorded.output().toFloatArray());
    assertThat(plain.cell().toFloatArray()).isEqualTo(recorded.cell().toFloatArray());
  }

  @Test
  void theKernelAndTheFormulaHaveTheSameGradients() {
    Tensor[] in = leaves();
    LstmResult result = run(in[0], Arrays.copyOfRange(in, 1, in.length));
    Tensor loss =
        result.output().square().sum().add(result.hidden().sum()).add(result.cell().exp().sum());
    Tensor[] formula = Gradients.of(loss, BackwardMode.CREATE_GRAPH, in);
    Tensor[] kernel = Gradients.of(loss, in);
    for (int i = 0; i < in.length; i++) {
      assertThat(kernel[i].allclose(formula[i], 1e-5, 1e-5)).as("input %d", i).isTrue();
    }
  }

  @Test
  void aLossOnTheLastStateGivesTheGradientsOfALossOnTheLastOutput() {
    Tensor[] in = leaves();
    LstmResult result = run(in[0], Arrays.copyOfRange(in, 1, in.length));
    Tensor[] byState = Gradients.of(result.hidden().square().sum(), BackwardMode.RETAIN_GRAPH, in);
    Tensor[] byOutput = Gradients.of(result.output().select(0, STEPS - 1).square().sum(), in);
    for (int i = 0; i < in.length; i++) {
      assertThat(byState[i].toFloatArray()).as("input %d", i).isEqualTo(byOutput[i].toFloatArray());
    }
  }

  private Tensor[] leaves() {
    Tensor[] in = new Tensor[rest.length + 1];
    in[0] = x.requiresGrad();
    for (int i = 0; i < rest.length; i++) {
      in[i + 1] = rest[i].requiresGrad();
    }
    return in;
  }

  @Test
  void whatIsLaidOutOtherwiseInMemoryIsTheSameSequence() {
    Tensor turned = Tensor.of(x.permute(2, 0, 1).toFloatArray(), Shape.of(IN, STEPS, BATCH));
    Tensor[] others = rest.clone();
    others[3] = Tensor.of(rest[3].transpose().toFloatArray(), Shape.of(HIDDEN, 4 * HIDDEN));
    others[3] = others[3].transpose();
    assertThat(run(turned.permute(1, 2, 0), others).output().toFloatArray())
        .isEqualTo(run(x, rest).output().toFloatArray());
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    refused(
        "lstm: x must be [T, N, in], T steps of N sequences, but is [5, 4]; unsqueeze(1) a single sequence",
        0,
        draw(STEPS, IN));
    refused(
        "lstm: x has 3 features but the input weight takes 4 (x [5, 3, 3], weight [24, 4]); check the layer sizes",
        0,
        draw(STEPS, BATCH, 3));
    refused(
        "lstm: the input weight must be [4H, in], four gates of H rows, but is [23, 4]; check the layer sizes",
        3,
        draw(23, IN));
    refused(
        "lstm: the hidden weight must be [24, 6] but is [24, 5] (x [5, 3, 4], input weight [24, 4]); check the layer sizes",
        4,
        draw(24, 5));
    refused(
        "lstm: the first state must be [3, 6] but is [2, 6] (x [5, 3, 4], input weight [24, 4]); check the layer sizes",
        1,
        draw(2, HIDDEN));
    refused(
        "lstm: the first cells must be [3, 6] but is [3, 5] (x [5, 3, 4], input weight [24, 4]); check the layer sizes",
        2,
        draw(BATCH, 5));
    refused(
        "lstm: the input bias must be [24] but is [6] (x [5, 3, 4], input weight [24, 4]); check the layer sizes",
        5,
        draw(HIDDEN));
    refused(
        "lstm: the hidden bias must be [24] but is [6] (x [5, 3, 4], input weight [24, 4]); check the layer sizes",
        6,
        draw(HIDDEN));
  }

  private void refused(String message, int position, Tensor wrong) {
    Tensor[] in = leaves();
    in[position] = wrong;
    assertThatThrownBy(() -> run(in[0], Arrays.copyOfRange(in, 1, in.length)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(message);
  }

  @Test
  void elementTypesAreNotMixed() {
    Tensor[] others = rest.clone();
    others[2] = others[2].to(ElementType.F64);
    assertThatThrownBy(() -> run(x, others))
        .hasMessage(
            "lstm: left is F32 but right is F64; types are not promoted silently, convert one with to(ElementType.F32)");
  }
}
