package dev.adjoint.studio.practise;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Exercises with softmax and cross-entropy: the gradient of a logit, and of a weight before it.
final class SoftmaxKind {

  private static final int SAMPLES = 2;
  private static final int CLASSES = 3;

  private SoftmaxKind() {}

  private static double[] softmax(double[] z) {
    double sum = 0;
    double[] p = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      p[k] = Math.exp(z[k]);
      sum += p[k];
    }
    for (int k = 0; k < z.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  private static double[][] softmax(double[][] z) {
    double[][] p = new double[z.length][];
    for (int n = 0; n < z.length; n++) {
      p[n] = softmax(z[n]);
    }
    return p;
  }

  private static long[] labels(RandomGenerator random) {
    long[] labels = new long[SAMPLES];
    for (int n = 0; n < SAMPLES; n++) {
      labels[n] = random.nextInt(CLASSES);
    }
    return labels;
  }

  private static double[][] oneHot(long[] labels) {
    double[][] y = new double[SAMPLES][CLASSES];
    for (int n = 0; n < SAMPLES; n++) {
      y[n][(int) labels[n]] = 1;
    }
    return y;
  }

  /// An element of ∂L/∂z.
  static Draft logit(RandomGenerator random) {
    double[][] z = Traced.matrix(SAMPLES, CLASSES, random);
    long[] labels = labels(random);
    Parameter logits = Parameter.of(Traced.tensor(z));
    Tensor target = Tensor.of(labels, Shape.of(SAMPLES));
    StepTrace trace =
        Traced.of(
            Map.of("z", logits),
            Map.of("target", target),
            () -> new CrossEntropyLoss().of(logits.value(), target));
    int n = random.nextInt(SAMPLES);
    int k = (int) labels[n];
    double[][] p = softmax(z);
    double[][] twice = softmax(p);
    double answer = Traced.gradient(trace, "z", n, k);
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_MEAN, answer * SAMPLES);
    mistakes.put(Mistake.MISSING_TARGET, p[n][k] / SAMPLES);
    mistakes.put(Mistake.DOUBLE_SOFTMAX, (twice[n][k] - 1) / SAMPLES);
    return new Draft(
        "p = softmax(z),  L = −(1/N) · Σ y·log p",
        List.of(
            new Draft.Given("z", z), new Draft.Given("p", p), new Draft.Given("y", oneHot(labels))),
        "∂L/∂z[%d,%d]".formatted(n, k),
        answer,
        mistakes,
        Traced.step(trace),
        Traced.element("z", n, k));
  }

  /// An element of ∂L/∂W with z = x·Wᵀ.
  static Draft weight(RandomGenerator random) {
    double[][] x = Traced.matrix(SAMPLES, 2, random);
    double[][] w = Traced.matrix(CLASSES, 2, random);
    long[] labels = labels(random);
    Parameter weight = Parameter.of(Traced.tensor(w));
    Tensor input = Traced.tensor(x);
    Tensor target = Tensor.of(labels, Shape.of(SAMPLES));
    StepTrace trace =
        Traced.of(
            Map.of("W", weight),
            Map.of("x", input, "target", target),
            () -> new CrossEntropyLoss().of(input.matmul(weight.value().transpose(0, 1)), target));
    double[][] z = new double[SAMPLES][CLASSES];
    for (int n = 0; n < SAMPLES; n++) {
      for (int k = 0; k < CLASSES; k++) {
        z[n][k] = x[n][0] * w[k][0] + x[n][1] * w[k][1];
      }
    }
    double[][] p = softmax(z);
    double[][] twice = softmax(p);
    double[][] y = oneHot(labels);
    int k = random.nextInt(2);
    int i = 1 - k;
    double answer = Traced.gradient(trace, "W", k, i);
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_MEAN, answer * SAMPLES);
    mistakes.put(Mistake.MISSING_BATCH_SUM, (p[0][k] - y[0][k]) * x[0][i] / SAMPLES);
    mistakes.put(Mistake.MISSING_TARGET, sum(p, new double[SAMPLES][CLASSES], x, k, i));
    mistakes.put(Mistake.DOUBLE_SOFTMAX, sum(twice, y, x, k, i));
    mistakes.put(Mistake.TRANSPOSE, sum(p, y, x, i, k));
    return new Draft(
        "z = x·Wᵀ,  p = softmax(z),  L = −(1/N) · Σ y·log p",
        List.of(
            new Draft.Given("x", x),
            new Draft.Given("W", w),
            new Draft.Given("z", z),
            new Draft.Given("p", p),
            new Draft.Given("y", y)),
        "∂L/∂W[%d,%d]".formatted(k, i),
        answer,
        mistakes,
        Traced.step(trace),
        Traced.element("W", k, i));
  }

  private static double sum(double[][] p, double[][] y, double[][] x, int k, int i) {
    double sum = 0;
    for (int n = 0; n < SAMPLES; n++) {
      sum += (p[n][k] - y[n][k]) * x[n][i] / SAMPLES;
    }
    return sum;
  }
}
