package dev.adjoint.studio.practise;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Exercises with linear layers and batches: the gradient of a weight, of a bias, of an input, and
/// of a weight of a hidden layer.
final class LayerKind {

  private static final int SAMPLES = 3;
  private static final String LAYER = "y = x·Wᵀ + b,  L = (1/N) · Σ (y − t)²";

  private LayerKind() {}

  /// A layer with its numbers.
  private record Layer(
      double[][] x, double[][] w, double[][] b, double[][] t, double[][] y, StepTrace trace) {

    static Layer of(RandomGenerator random) {
      double[][] x = Traced.matrix(SAMPLES, 2, random);
      double[][] w = Traced.matrix(2, 2, random);
      double[][] b = Traced.matrix(1, 2, random);
      double[][] t = Traced.matrix(SAMPLES, 2, random);
      Parameter weight = Parameter.of(Traced.tensor(w));
      Parameter bias = Parameter.of(Traced.tensor(b));
      Parameter input = Parameter.of(Traced.tensor(x));
      Tensor target = Traced.tensor(t);
      StepTrace trace =
          Traced.of(
              Map.of("W", weight, "b", bias, "x", input),
              Map.of("target", target),
              () ->
                  input
                      .value()
                      .matmul(weight.value().transpose(0, 1))
                      .add(bias.value())
                      .subtract(target)
                      .square()
                      .sum()
                      .divide(Traced.scalar(SAMPLES)));
      double[][] y = new double[SAMPLES][2];
      for (int n = 0; n < SAMPLES; n++) {
        for (int o = 0; o < 2; o++) {
          y[n][o] = x[n][0] * w[o][0] + x[n][1] * w[o][1] + b[0][o];
        }
      }
      return new Layer(x, w, b, t, y, trace);
    }

    /// ∂L/∂y.
    double g(int n, int o) {
      return 2 * (y[n][o] - t[n][o]) / SAMPLES;
    }

    List<Draft.Given> given() {
      return List.of(
          new Draft.Given("x", x),
          new Draft.Given("W", w),
          new Draft.Given("b", b),
          new Draft.Given("y", y),
          new Draft.Given("t", t));
    }
  }

  private static double sum(Layer layer, int o, int i) {
    double sum = 0;
    for (int n = 0; n < SAMPLES; n++) {
      sum += layer.g(n, o) * layer.x[n][i];
    }
    return sum;
  }

  /// An element of ∂L/∂W.
  static Draft weight(RandomGenerator random) {
    Layer layer = Layer.of(random);
    int o = random.nextInt(2);
    int i = 1 - o;
    double answer = Traced.gradient(layer.trace, "W", o, i);
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_TWO, answer / 2);
    mistakes.put(Mistake.MISSING_MEAN, answer * SAMPLES);
    mistakes.put(Mistake.MISSING_BATCH_SUM, layer.g(0, o) * layer.x[0][i]);
    mistakes.put(Mistake.TRANSPOSE, sum(layer, i, o));
    return new Draft(
        LAYER,
        layer.given(),
        "∂L/∂W[%d,%d]".formatted(o, i),
        answer,
        mistakes,
        Traced.step(layer.trace),
        Traced.element("W", o, i));
  }

  /// An element of ∂L/∂b.
  static Draft bias(RandomGenerator random) {
    Layer layer = Layer.of(random);
    int o = random.nextInt(2);
    double answer = Traced.gradient(layer.trace, "b", 0, o);
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_TWO, answer / 2);
    mistakes.put(Mistake.MISSING_MEAN, answer * SAMPLES);
    mistakes.put(Mistake.MISSING_BATCH_SUM, layer.g(0, o));
    return new Draft(
        LAYER,
        layer.given(),
        "∂L/∂b[%d]".formatted(o),
        answer,
        mistakes,
        Traced.step(layer.trace),
        Traced.element("b", 0, o));
  }

  /// An element of ∂L/∂x.
  static Draft input(RandomGenerator random) {
    Layer layer = Layer.of(random);
    int n = random.nextInt(SAMPLES);
    int i = random.nextInt(2);
    double answer = Traced.gradient(layer.trace, "x", n, i);
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_MEAN, answer * SAMPLES);
    mistakes.put(Mistake.MISSING_OUTPUT_SUM, layer.g(n, 0) * layer.w[0][i]);
    mistakes.put(Mistake.TRANSPOSE, layer.g(n, 0) * layer.w[i][0] + layer.g(n, 1) * layer.w[i][1]);
    return new Draft(
        LAYER,
        layer.given(),
        "∂L/∂x[%d,%d]".formatted(n, i),
        answer,
        mistakes,
        Traced.step(layer.trace),
        Traced.element("x", n, i));
  }

  /// An element of ∂L/∂V, the weight of a hidden layer of tanh units.
  static Draft hidden(RandomGenerator random) {
    double[][] x = Traced.matrix(2, 2, random);
    double[][] v = Traced.matrix(2, 2, random);
    double[][] w = Traced.matrix(2, 2, random);
    double[][] t = Traced.matrix(2, 2, random);
    Parameter hidden = Parameter.of(Traced.tensor(v));
    Parameter last = Parameter.of(Traced.tensor(w));
    Tensor input = Traced.tensor(x);
    Tensor target = Traced.tensor(t);
    StepTrace trace =
        Traced.of(
            Map.of("V", hidden, "W", last),
            Map.of("x", input, "target", target),
            () ->
                input
                    .matmul(hidden.value().transpose(0, 1))
                    .tanh()
                    .matmul(last.value().transpose(0, 1))
                    .subtract(target)
                    .square()
                    .sum()
                    .divide(Traced.scalar(2)));
    int j = random.nextInt(2);
    int i = random.nextInt(2);
    double[][] z = new double[2][2];
    double[][] h = new double[2][2];
    double[][] y = new double[2][2];
    for (int n = 0; n < 2; n++) {
      for (int k = 0; k < 2; k++) {
        z[n][k] = x[n][0] * v[k][0] + x[n][1] * v[k][1];
        h[n][k] = Traced.scalar(z[n][k]).tanh().item();
      }
      for (int o = 0; o < 2; o++) {
        y[n][o] = h[n][0] * w[o][0] + h[n][1] * w[o][1];
      }
    }
    double answer = Traced.gradient(trace, "V", j, i);
    double noSlope = 0;
    double atZ = 0;
    double oneOutput = 0;
    double first = 0;
    for (int n = 0; n < 2; n++) {
      double back = (y[n][0] - t[n][0]) * w[0][j] + (y[n][1] - t[n][1]) * w[1][j];
      double slope = 1 - h[n][j] * h[n][j];
      noSlope += back * x[n][i];
      atZ += back * (1 - z[n][j] * z[n][j]) * x[n][i];
      oneOutput += (y[n][0] - t[n][0]) * w[0][j] * slope * x[n][i];
      first += n == 0 ? back * slope * x[n][i] : 0;
    }
    Map<Mistake, Double> mistakes = new EnumMap<>(Mistake.class);
    mistakes.put(Mistake.SIGN, -answer);
    mistakes.put(Mistake.MISSING_MEAN, answer * 2);
    mistakes.put(Mistake.MISSING_LOCAL, noSlope);
    mistakes.put(Mistake.AT_Z, atZ);
    mistakes.put(Mistake.MISSING_OUTPUT_SUM, oneOutput);
    mistakes.put(Mistake.MISSING_BATCH_SUM, first);
    return new Draft(
        "z = x·Vᵀ,  h = tanh(z),  y = h·Wᵀ,  L = (1/N) · Σ (y − t)²",
        List.of(
            new Draft.Given("x", x),
            new Draft.Given("V", v),
            new Draft.Given("W", w),
            new Draft.Given("z", z),
            new Draft.Given("h", h),
            new Draft.Given("y", y),
            new Draft.Given("t", t)),
        "∂L/∂V[%d,%d]".formatted(j, i),
        answer,
        mistakes,
        Traced.step(trace),
        Traced.element("V", j, i));
  }
}
