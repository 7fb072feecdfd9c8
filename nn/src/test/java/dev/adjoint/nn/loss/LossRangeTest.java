package dev.adjoint.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each loss in F32 over its whole range, both tails, against the formula in F64 with `StrictMath`:
/// the value and the gradient of each element.
class LossRangeTest {

  /// @param inputs the range
  /// @param targets each is combined with each input
  /// @param value the loss of input and target
  /// @param slope its derivative with respect to the input
  /// @param error the largest relative error
  private record Range(
      Loss loss,
      double[] inputs,
      double[] targets,
      DoubleBinaryOperator value,
      DoubleBinaryOperator slope,
      double error) {}

  private static final double[] LOGITS = {
    -85, -60, -40, -30, -25, -20, -17, -10, -5, -1, -1e-3, 0, 1e-3, 1, 5, 10, 17, 20, 25, 30, 40,
    60, 85
  };
  private static final double[] ERRORS = {
    -3e38, -1e30, -1e10, -100, -3, -1, -0.5, -1e-3, -1e-18, 1e-18, 1e-3, 0.5, 1, 3, 100, 1e10, 1e30,
    3e38
  };
  private static final double[] PROBABILITIES = {
    1e-37, 1e-30, 1e-20, 1e-10, 1e-7, 1e-4, 0.1, 0.5, 0.9, 0.999, 1 - 1e-5, 1 - 0x1p-24
  };

  /// For a γ below 1 the slope of `(1 − p)^γ` is infinite where the probability is 1.
  @Test
  void focalLossesOfCertainSamplesHaveFiniteGradients() {
    for (ElementType type : List.of(ElementType.F32, ElementType.F64)) {
      double[] logits = {-1e30, -1000, -104, 104, 1000, 1e30};
      Tensor x = Tensor.of(type, logits).requiresGrad();
      Tensor no = Tensor.zerosLike(x);
      Tensor binary = new BinaryFocalLoss(0.5, OptionalDouble.empty(), Averaging.SUM).of(x, no);
      double[] slopes = Gradients.of(binary, x)[0].toDoubleArray();
      assertThat(slopes).startsWith(0, 0).endsWith(1, 1, 1);
      assertThat(slopes[2]).isBetween(0.0, 1e-60);
      Tensor rows = Tensor.stack(1, x, no);
      Tensor classes = Tensor.of(new int[] {1, 1, 1, 1, 1, 1});
      Tensor focal = new FocalLoss(0.5, Optional.empty(), Averaging.SUM).of(rows, classes);
      double[] further = Gradients.of(focal, x)[0].toDoubleArray();
      assertThat(further).startsWith(0, 0).endsWith(1, 1, 1);
    }
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  private static double huber(double e, double delta) {
    double size = Math.abs(e);
    return size <= delta ? 0.5 * e * e : delta * (size - 0.5 * delta);
  }

  private static double logCosh(double size) {
    double half = StrictMath.sinh(Math.min(size, 1) / 2);
    return size < 1
        ? StrictMath.log1p(2 * half * half)
        : size + StrictMath.log1p(StrictMath.exp(-2 * size)) - StrictMath.log(2);
  }

  private static List<Range> ranges() {
    double[] both = {0, 1};
    double[] none = {0};
    double[] signs = {-1, 1};
    return List.of(
        new Range(
            new LogCoshLoss(Averaging.NONE),
            ERRORS,
            none,
            (x, t) -> logCosh(Math.abs(x - t)),
            (x, t) -> StrictMath.tanh(x - t),
            1e-6),
        new Range(
            new SoftMarginLoss(Averaging.NONE),
            LOGITS,
            signs,
            (x, t) -> softplus(-t * x),
            (x, t) -> -t * sigmoid(-t * x),
            1e-6),
        new Range(
            new BceWithLogitsLoss(Averaging.NONE),
            LOGITS,
            both,
            (x, t) -> t * softplus(-x) + (1 - t) * softplus(x),
            (x, t) -> t == 1 ? -sigmoid(-x) : sigmoid(x),
            1e-6),
        new Range(
            new BceWithLogitsLoss(Averaging.NONE).withPositiveWeight(Tensor.of(3f)),
            LOGITS,
            both,
            (x, t) -> 3 * t * softplus(-x) + (1 - t) * softplus(x),
            (x, t) -> t == 1 ? -3 * sigmoid(-x) : sigmoid(x),
            1e-6),
        new Range(
            new BceWithLogitsLoss(Averaging.NONE),
            LOGITS,
            new double[] {0.25},
            (x, t) -> t * softplus(-x) + (1 - t) * softplus(x),
            (x, t) -> (1 - t) * sigmoid(x) - t * sigmoid(-x),
            1e-6),
        new Range(
            new BceLoss(Averaging.NONE),
            PROBABILITIES,
            both,
            (y, t) -> t == 1 ? -StrictMath.log(y) : -StrictMath.log1p(-y),
            (y, t) -> t == 1 ? -1 / y : 1 / (1 - y),
            1e-6),
        new Range(
            new L1Loss(Averaging.NONE),
            ERRORS,
            none,
            (e, _) -> Math.abs(e),
            (e, _) -> Math.signum(e),
            0),
        new Range(
            new MseLoss(Averaging.NONE),
            Arrays.stream(ERRORS).filter(e -> Math.abs(e) < 1e15).toArray(),
            none,
            (e, _) -> e * e,
            (e, _) -> 2 * e,
            1e-6),
        new Range(
            new HuberLoss(1, Averaging.NONE),
            ERRORS,
            none,
            (e, _) -> huber(e, 1),
            (e, _) -> Math.clamp(e, -1, 1),
            1e-6),
        new Range(
            new SmoothL1Loss(0.3, Averaging.NONE),
            ERRORS,
            none,
            (e, _) -> huber(e, 0.3) / 0.3,
            (e, _) -> Math.clamp(e / 0.3, -1, 1),
            1e-6),
        new Range(
            new HuberLoss(0.3, Averaging.NONE),
            ERRORS,
            none,
            (e, _) -> huber(e, 0.3),
            (e, _) -> Math.clamp(e, -0.3, 0.3),
            1e-6));
  }

  @TestFactory
  Stream<DynamicTest> valueAndGradientAreRightInBothTails() {
    return ranges().stream()
        .map(range -> DynamicTest.dynamicTest(range.loss().toString(), () -> check(range)));
  }

  private static void check(Range range) {
    for (double target : range.targets()) {
      Tensor x = Tensor.of(ElementType.F64, range.inputs()).to(ElementType.F32).requiresGrad();
      Tensor t = Tensor.full(ElementType.F32, x.shape(), target);
      Tensor y = range.loss().of(x, t);
      double[] value = y.toDoubleArray();
      double[] slope = Gradients.of(y.sum(), x)[0].toDoubleArray();
      double[] at = x.toDoubleArray();
      for (int i = 0; i < at.length; i++) {
        String where = "%s at %s, target %s".formatted(range.loss(), at[i], target);
        requireClose(where, value[i], range.value().applyAsDouble(at[i], target), range.error());
        requireClose(
            "slope of " + where,
            slope[i],
            range.slope().applyAsDouble(at[i], target),
            range.error());
      }
    }
  }

  private static void requireClose(String where, double actual, double expected, double error) {
    assertThat(Math.abs(actual - expected))
        .as("%s: %s instead of %s", where, actual, expected)
        .isLessThanOrEqualTo(error * Math.abs(expected));
  }

  @Test
  void aLogitOfTwentyHasALossInBothTails() {
    Tensor loss = new BceWithLogitsLoss(Averaging.NONE).of(Tensor.of(20f, -20f), Tensor.of(1f, 0));
    assertThat(loss.toFloatArray()).containsExactly(2.0611537e-9f, 2.0611537e-9f);
  }

  @TestFactory
  Stream<DynamicTest> infiniteErrorsHaveTheSlopeOfTheTail() {
    return Stream.of(new L1Loss(Averaging.NONE), new HuberLoss(0.5, Averaging.NONE))
        .map(loss ->
            DynamicTest.dynamicTest(
                loss.toString(),
                () -> {
                  Tensor x =
                      Tensor.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY).requiresGrad();
                  Tensor y = loss.of(x, Tensor.zeros(2));
                  float slope = loss instanceof HuberLoss ? 0.5f : 1;
                  assertThat(y.toFloatArray()).containsOnly(Float.POSITIVE_INFINITY);
                  assertThat(Gradients.of(y.sum(), x)[0].toFloatArray())
                      .containsExactly(slope, -slope);
                }));
  }

  @TestFactory
  Stream<DynamicTest> notANumberGivesNotANumber() {
    Tensor nan = Tensor.of(Float.NaN);
    Stream<Loss> losses =
        Stream.of(
            new MseLoss(),
            new L1Loss(),
            new HuberLoss(),
            new SmoothL1Loss(),
            new KlDivLoss(),
            new SquaredErrorLoss(),
            new BceLoss(),
            new BceWithLogitsLoss(),
            new BceWithLogitsLoss().withPositiveWeight(Tensor.of(2f)));
    return Stream.concat(
        losses.map(loss ->
            DynamicTest.dynamicTest(
                loss.toString(),
                () -> {
                  assertThat(loss.of(nan, Tensor.of(1f)).item()).isNaN();
                  assertThat(loss.of(nan, Tensor.of(0f)).item()).isNaN();
                  assertThat(loss.of(Tensor.of(0.5f), nan).item()).isNaN();
                })),
        Stream.of(new CrossEntropyLoss(), new ProbabilityCrossEntropyLoss())
            .map(loss ->
                DynamicTest.dynamicTest(
                    loss.toString(),
                    () -> {
                      Tensor scores = Tensor.of(new float[][] {{Float.NaN, 0.5f}});
                      assertThat(loss.of(scores, Tensor.of(0L)).item()).isNaN();
                    })));
  }

  @Test
  void numbersThatAreNoProbabilitiesAreRefusedWithTheirElement() {
    String fix =
        "give probabilities, such as the output of a sigmoid, or use BceWithLogitsLoss for logits";
    for (float wrong : new float[] {-1e-30f, 1.0000001f, -5, 7, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new BceLoss().of(Tensor.of(0.5f, wrong), Tensor.of(1f, 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("bce loss: the input is outside 0 … 1 at element 1; " + fix);
    }
    assertThatThrownBy(() -> new BceLoss().of(Tensor.of(0.5f), Tensor.of(-1f)))
        .hasMessage(
            "bce loss: the target is outside 0 … 1 at element 0; give 1 for yes and 0 for no");
    assertThatThrownBy(() -> new BceWithLogitsLoss().of(Tensor.of(0.5f, 3), Tensor.of(1f, 2)))
        .hasMessage(
            "bce with logits loss: the target is outside 0 … 1 at element 1; give 1 for yes and 0"
                + " for no");
    assertThatThrownBy(() -> new BceWithLogitsLoss().withPositiveWeight(Tensor.of(1f, -2)))
        .hasMessage(
            "bce with logits loss: the weight of the positive answers is negative at element 1; give"
                + " the negatives per positive");
    assertThatThrownBy(() -> new CrossEntropyLoss().withClassWeights(Tensor.of(1f, -2)))
        .hasMessage(
            "cross entropy: the class weight is negative at element 1; give a number of at least 0"
                + " for each class");
    assertThatThrownBy(() ->
            new ProbabilityCrossEntropyLoss()
                .of(Tensor.of(new float[][] {{1.2f, -0.2f}}), Tensor.of(0L)))
        .hasMessage(
            "cross entropy of probabilities: the input is negative at element 1; give the output of a"
                + " softmax, or use CrossEntropyLoss for logits");
  }

  @Test
  void furtherLossesRefuseWhatTheyCannotTake() {
    assertThatThrownBy(() -> new SmoothL1Loss(0, Averaging.MEAN))
        .hasMessage("smooth l1 loss: beta is 0.0 but must be a finite number above 0; 1 is usual");
    assertThatThrownBy(() -> new KlDivLoss().of(Tensor.of(-1f, -2), Tensor.of(0.5f, -0.5f)))
        .hasMessage(
            "kl div loss: the target is outside 0 … 1 at element 1; give probabilities, not their"
                + " logarithms");
    assertThatThrownBy(() -> new NllLoss().of(Tensor.zeros(1, 2), Tensor.zeros(1, 2)))
        .hasMessage(
            "nll loss: the target is F32 but must be class indices, I64 or I32; use KlDivLoss for"
                + " probabilities");
  }

  @Test
  void aTargetOfZeroAddsNothingToTheDivergence() {
    Tensor x = Tensor.of(new float[][] {{-0.5f, -1, -2}}).requiresGrad();
    Tensor y = new KlDivLoss().of(x, Tensor.of(new float[][] {{0, 1, 0}}));
    assertThat(y.item()).isEqualTo(1);
    assertThat(Gradients.of(y, x)[0].toFloatArray()).containsExactly(-0f, -1, -0f);
  }

  @Test
  void aRecordedStepRefusesNumbersThatAreNoProbabilitiesToo() {
    Parameter one = Parameter.of(Tensor.scalar(1f));
    RecordedStep step = RecordedStep.of((x, t) -> new BceLoss().of(x.multiply(one.value()), t));
    Tensor yes = Tensor.of(1f, 0);
    assertThat(step.run(Tensor.of(0.5f, 0.25f), yes).item()).isPositive();
    assertThat(step.run(Tensor.of(0.25f, 0.5f), yes).item()).isPositive();
    assertThatThrownBy(() -> step.run(Tensor.of(0.5f, 1.5f), yes))
        .hasMessageStartingWith("bce loss: the input is outside 0 … 1 at element 1; ");
    assertThat(step.refusal()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is refused
  void nullIsNamed() {
    Tensor x = Tensor.of(0.5f);
    List<Loss> losses =
        List.of(
            new MseLoss(),
            new L1Loss(),
            new HuberLoss(),
            new SmoothL1Loss(),
            new KlDivLoss(),
            new SquaredErrorLoss(),
            new BceLoss(),
            new BceWithLogitsLoss(),
            new CrossEntropyLoss(),
            new NllLoss(),
            new ProbabilityCrossEntropyLoss());
    for (Loss loss : losses) {
      assertThatThrownBy(() -> loss.of(null, x))
          .isInstanceOf(NullPointerException.class)
          .hasMessageEndingWith(": the input is null; give a tensor");
      assertThatThrownBy(() -> loss.of(x, null))
          .isInstanceOf(NullPointerException.class)
          .hasMessageEndingWith(": the target is null; give a tensor");
    }
    assertThatThrownBy(() -> new MseLoss(null))
        .hasMessage("mse loss: the averaging is null; give Averaging.MEAN, SUM or NONE");
    assertThatThrownBy(() -> new HuberLoss(Double.NaN, Averaging.MEAN))
        .hasMessage("huber loss: delta is NaN but must be a finite number above 0; 1 is usual");
    assertThatThrownBy(() -> new CrossEntropyLoss().withSmoothing(Double.NaN))
        .hasMessage(
            "cross entropy: the smoothing is NaN but must be at least 0 and below 1; 0.1 is usual");
  }
}
