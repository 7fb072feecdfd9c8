package dev.adjoint.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The losses of classes over their whole range, against the formula in F64 with the small terms
/// added by themselves: a sample that is classified with certainty, one that is certainly wrong,
/// and what is between.
class ClassLossRangeTest {
  private static final double[] MARGINS = {
    -1000, -85, -30, -20, -10, -1, -1e-3, 0, 1e-3, 0.5, 1, 3, 10, 17, 20, 30, 40, 60, 85
  };

  /// Shorter than a vector, several vectors and a rest, and many.
  private static final int[] CLASSES = {2, 3, 16, 37, 1000};

  private static final List<ElementType> TYPES = List.of(ElementType.F32, ElementType.F64);

  private static double error(ElementType type) {
    return type == ElementType.F32 ? 1e-6 : 1e-13;
  }

  /// Logits of K classes: the last has the margin, the others are a little around 0.
  private static double[] logits(int classes, double margin) {
    double[] x = new double[classes];
    for (int j = 0; j < classes - 1; j++) {
      x[j] = j % 3 * 0.25;
    }
    x[classes - 1] = margin;
    return x;
  }

  /// `log Σ exp(x) − x[t]`, where the sum runs over the other classes.
  private static double loss(double[] x, int t) {
    double others = 0;
    for (int j = 0; j < x.length; j++) {
      others += j == t ? 0 : StrictMath.exp(x[j] - x[t]);
    }
    return Double.isInfinite(others) ? largest(x) - x[t] : StrictMath.log1p(others);
  }

  /// The largest of a few equal numbers and their count: enough where exp overflows.
  private static double largest(double[] x) {
    double most = Arrays.stream(x).max().orElseThrow();
    return most + StrictMath.log(Arrays.stream(x).map(v -> StrictMath.exp(v - most)).sum());
  }

  private static double probability(double[] x, int j) {
    return StrictMath.exp(-loss(x, j));
  }

  private static void requireClose(String where, double actual, double expected, double error) {
    assertThat(Math.abs(actual - expected))
        .as("%s: %s instead of %s", where, actual, expected)
        .isLessThanOrEqualTo(error * Math.abs(expected));
  }

  @Test
  void crossEntropyAndItsGradientKeepTheirDigitsInBothTails() {
    for (ElementType type : TYPES) {
      for (int classes : CLASSES) {
        for (double margin : MARGINS) {
          double[] x = logits(classes, margin);
          Tensor at = Tensor.of(ElementType.F64, x, Shape.of(1, classes)).to(type).requiresGrad();
          double[] exact = at.toDoubleArray();
          int t = classes - 1;
          Tensor y = new CrossEntropyLoss().of(at, Tensor.of((long) t));
          String where = "%s, %d classes, margin %s".formatted(type, classes, margin);
          requireClose(where, y.item(), loss(exact, t), error(type));
          double[] slope = Gradients.of(y, at)[0].toDoubleArray();
          requireClose(
              "slope of " + where, slope[t], StrictMath.expm1(-loss(exact, t)), error(type));
          double p = probability(exact, 0);
          assertThat(Math.abs(slope[0] - p)).as(where).isLessThan(error(type) * p + 1e-37);
        }
      }
    }
  }

  @Test
  void theLikelihoodOfALogSoftmaxIsTheCrossEntropyToTheBit() {
    for (ElementType type : TYPES) {
      for (int classes : CLASSES) {
        for (double margin : MARGINS) {
          Tensor x =
              Tensor.of(ElementType.F64, logits(classes, margin), Shape.of(1, classes)).to(type);
          Tensor t = Tensor.of((long) (classes - 1));
          double direct = new CrossEntropyLoss().of(x, t).item();
          assertThat(new NllLoss().of(x.logSoftmax(1), t).item()).isEqualTo(direct);
          Tensor oneHot = CrossEntropyTarget.probabilities(x, t);
          assertThat(new CrossEntropyLoss().of(x, oneHot).item()).isEqualTo(direct);
          assertThat(new KlDivLoss().of(x.logSoftmax(1), oneHot).item()).isEqualTo(direct);
        }
      }
    }
  }

  @Test
  void softTargetsSmoothingAndClassWeightsKeepTheirDigits() {
    double smoothing = 0.1;
    for (ElementType type : TYPES) {
      for (int classes : CLASSES) {
        for (double margin : MARGINS) {
          double[] given = logits(classes, margin);
          Tensor x = Tensor.of(ElementType.F64, given, Shape.of(1, classes)).to(type);
          double[] exact = x.toDoubleArray();
          int t = classes - 1;
          double smooth = (1 - smoothing) * loss(exact, t);
          double weighted = 0;
          double[] weights = new double[classes];
          for (int j = 0; j < classes; j++) {
            smooth += smoothing / classes * loss(exact, j);
            weights[j] = 1 + j % 5;
            weighted += j == t ? weights[j] * loss(exact, t) : 0;
          }
          Tensor w = Tensor.of(ElementType.F64, weights, Shape.of(classes)).to(type);
          Tensor target = Tensor.of((long) t);
          String where = "%s, %d classes, margin %s".formatted(type, classes, margin);
          requireClose(
              where,
              new CrossEntropyLoss(smoothing, Averaging.SUM).of(x, target).item(),
              smooth,
              error(type));
          requireClose(
              where,
              new CrossEntropyLoss(0, Averaging.SUM).withClassWeights(w).of(x, target).item(),
              weighted,
              error(type));
        }
      }
    }
  }

  @Test
  void infiniteAndMissingLogitsAreNotHidden() {
    CrossEntropyLoss loss = new CrossEntropyLoss();
    float infinity = Float.POSITIVE_INFINITY;
    Tensor first = Tensor.of(0L);
    assertThat(loss.of(Tensor.of(new float[][] {{infinity, 0}}), first).item()).isNaN();
    assertThat(loss.of(Tensor.of(new float[][] {{Float.NaN, 0}}), first).item()).isNaN();
    assertThat(loss.of(Tensor.of(new float[][] {{0, Float.NaN}}), first).item()).isNaN();
    assertThat(loss.of(Tensor.of(new float[][] {{-infinity, 0}}), first).item())
        .isEqualTo(infinity);
    assertThat(loss.of(Tensor.of(new float[][] {{0, -infinity}}), first).item()).isEqualTo(0);
    assertThat(loss.of(Tensor.of(new float[][] {{-infinity, -infinity}}), first).item()).isNaN();
  }
}
