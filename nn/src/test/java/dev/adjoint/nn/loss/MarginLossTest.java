package dev.adjoint.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Losses of counts, margins, pairs, triplets, overlaps and alignments: gradients of first and
/// second order against the central difference, and messages.
class MarginLossTest {

  private final SplittableRandom random = new SplittableRandom(53);

  private record Case(String name, Function<Tensor[], Tensor> loss, Tensor... inputs) {}

  @TestFactory
  Stream<DynamicTest> everyLossAgreesWithTheCentralDifference() {
    Tensor x = draw(-2, 2, 4, 3);
    Tensor y = draw(-2, 2, 4, 3);
    Tensor z = draw(-2, 2, 4, 3);
    Tensor positive = draw(0.3, 2, 4, 3);
    Tensor far = draw(0.5, 3, 4, 3);
    Tensor unit = draw(0.1, 0.9, 4, 3);
    Tensor signs = draw(-1, 1, 4, 3).sign();
    Tensor index = Tensor.of(2L, 0, 1, 1);
    List<Case> cases = new ArrayList<>();
    for (Averaging a : Averaging.values()) {
      cases.add(one("log cosh " + a, new LogCoshLoss(a), x, y));
      cases.add(one("poisson " + a, new PoissonNllLoss(true, true, 1e-8, a), x, positive));
      cases.add(one("poisson, mean " + a, new PoissonNllLoss(false, true, 0.1, a), positive, unit));
      cases.add(one("soft margin " + a, new SoftMarginLoss(a), x, signs));
      cases.add(one("hinge " + a, new HingeLoss(0.9, a), x, signs));
      cases.add(one("hinge embedding " + a, new HingeEmbeddingLoss(1.1, a), positive, signs));
      for (int p = 1; p <= 2; p++) {
        Optional<Tensor> weights = Optional.of(Tensor.of(ElementType.F64, 0.5, 2, 1));
        cases.add(one("multi margin " + p + a, new MultiMarginLoss(p, 0.9, weights, a), x, index));
      }
      Tensor several =
          Tensor.of(new long[] {1, -1, 0, 0, 2, -1, -1, 1, 2, 2, -1, 1}, Shape.of(4, 3));
      cases.add(one("multi-label margin " + a, new MultiLabelMarginLoss(a), x, several));
      cases.add(
          one(
              "multi-label soft margin " + a,
              new MultiLabelSoftMarginLoss(Optional.empty(), a),
              x,
              unit));
      cases.add(one("focal " + a, new FocalLoss(1.5, Optional.empty(), a), x, index));
      cases.add(
          one("binary focal " + a, new BinaryFocalLoss(2, OptionalDouble.of(0.3), a), x, unit));
      cases.add(
          one(
              "tversky " + a,
              new TverskyLoss(0.3, 0.7, 1, a),
              unit.reshape(Shape.of(2, 2, 3)),
              draw(0.1, 0.9, 2, 2, 3)));
      cases.add(
          new Case(
              "info nce " + a,
              in -> new InfoNceLoss(0.5, true, a).of(in[0], in[1]),
              positive,
              far));
      cases.add(
          new Case(
              "gaussian " + a,
              in -> new GaussianNllLoss(true, 1e-6, a).of(in[0], in[1], in[2]),
              x,
              y,
              positive));
      cases.add(
          new Case(
              "margin ranking " + a,
              in -> new MarginRankingLoss(0.3, a).of(in[0], in[1], signs),
              x,
              y));
      cases.add(
          new Case(
              "cosine embedding " + a,
              in -> new CosineEmbeddingLoss(-0.9, a).of(in[0], in[1], signs.select(1, 0)),
              positive,
              far));
      cases.add(
          new Case(
              "triplet margin " + a,
              in -> new TripletMarginLoss(2, 2, 1e-6, true, a).of(in[0], in[1], in[2]),
              x,
              y,
              z));
      Tensor steps = draw(-2, 2, 5, 2, 4).logSoftmax(2);
      Tensor targets = Tensor.of(new long[] {1, 1, 3, 2, 3, 0}, Shape.of(2, 3));
      cases.add(
          new Case(
              "ctc " + a,
              in -> new CtcLoss(0, false, a).of(in[0], targets, Tensor.of(5L, 4), Tensor.of(3L, 2)),
              steps));
    }
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  private static Case one(String name, Loss loss, Tensor input, Tensor target) {
    return new Case(name, in -> loss.of(in[0], target), input);
  }

  private void check(Case c) {
    GradientCheck.first(c.name(), random, c.loss(), c.inputs()).require();
    GradientCheck.second(c.name(), random, c.loss(), c.inputs()).require();
  }

  @Test
  void aTargetWithoutAlignmentHasAnInfiniteLossWithoutGradient() {
    Parameter x = Parameter.of(Tensor.zeros(ElementType.F64, 2, 1, 3));
    Tensor target = Tensor.of(new long[] {1, 1}, Shape.of(1, 2));
    Tensor loss = new CtcLoss().of(x.value().logSoftmax(2), target, Tensor.of(2L), Tensor.of(2L));
    loss.backward();
    assertThat(loss.item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(x.gradient().toDoubleArray()).containsOnly(0);
    CtcLoss zero = new CtcLoss(0, true, Averaging.MEAN);
    assertThat(zero.of(x.value().logSoftmax(2), target, Tensor.of(2L), Tensor.of(2L)).item())
        .isEqualTo(0);
  }

  @Test
  void anEmptyTargetIsSpelledByBlanksAlone() {
    Tensor steps = Tensor.zeros(ElementType.F64, 3, 1, 2).logSoftmax(2);
    Tensor target = Tensor.of(new long[] {1}, Shape.of(1, 1));
    assertThat(new CtcLoss().of(steps, target, Tensor.of(3L), Tensor.of(0L)).item())
        .isCloseTo(3 * Math.log(2), within(1e-12));
  }

  @Test
  void targetsThatCannotBeAreRefused() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> new SoftMarginLoss().of(x, Tensor.ones(2, 3).multiply(0.5)))
        .hasMessage(
            "soft margin loss: the target is neither -1 nor 1 at element 0; give 1 for yes and -1 for no");
    assertThatThrownBy(() ->
            new MultiLabelMarginLoss()
                .of(x, Tensor.of(new long[] {0, 3, -1, 0, 0, 0}, Shape.of(2, 3))))
        .hasMessage(
            "multi-label margin loss: target 3 at element 1 is outside -1 … 2; count classes from 0 and end with -1");
    assertThatThrownBy(() ->
            new GaussianNllLoss()
                .of(x, x, Tensor.of(new float[] {1, 1, -1, 1, 1, 1}, Shape.of(2, 3))))
        .hasMessage(
            "gaussian nll loss: the variance is negative at element 2; let the network give its logarithm, or softplus of it");
    assertThatThrownBy(() ->
            new CtcLoss()
                .of(
                    Tensor.zeros(4, 1, 3),
                    Tensor.zeros(ElementType.I64, 1, 2),
                    Tensor.of(5L),
                    Tensor.of(2L)))
        .hasMessage(
            "ctc loss: input length 5 at element 0 is outside 1 … 4; count what the tensors hold");
    assertThatThrownBy(() -> TverskyLoss.dice().of(x, x))
        .hasMessage(
            "tversky loss: input has shape [2, 3] but must be [N, C, …] with axes of positions; add an axis by unsqueeze(1)");
    assertThatThrownBy(() -> new MultiMarginLoss(3, 1, Optional.empty(), Averaging.MEAN))
        .hasMessage("multi margin loss: p is 3 but must be 1 or 2; 1 is usual");
    assertThatThrownBy(() -> new FocalLoss().of(x, x))
        .hasMessage(
            "focal loss: the target is F32 but must be class indices, I64 or I32; give the index of each sample's class");
  }

  private Tensor draw(double low, double high, int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(ElementType.F64, random.doubles(shape.count(), low, high).toArray(), shape);
  }

  /// Between the vectors the angle has the cosine 0.6 at each length.
  @Test
  void theCosineOfLongVectorsIsRight() {
    for (double length : new double[] {1e-3, 1, 1e4, 1e10, 1e19, 1e30, 2e38}) {
      Tensor a = Tensor.of((float) length, 0f).reshape(1, 2).requiresGrad();
      Tensor b = Tensor.of((float) (0.6 * length), (float) (0.8 * length)).reshape(1, 2);
      Tensor loss = new CosineEmbeddingLoss().of(a, b, Tensor.of(1));
      assertThat(loss.item()).as("length %s", length).isCloseTo(0.4, within(2e-6));
      // The derivative of −cos is perpendicular to a: −0.8 / length.
      float[] slope = Gradients.of(loss, a)[0].toFloatArray();
      assertThat(slope[1] * length).isCloseTo(-0.8, within(2e-6));
      assertThat(slope[0] * length).isCloseTo(0, within(1e-6));
    }
  }
}
