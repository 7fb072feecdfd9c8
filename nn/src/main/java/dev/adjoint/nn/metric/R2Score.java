package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// The coefficient of determination `1 − Σ (y − t)² / Σ (t − mean t)²` over all elements: 1 is
/// perfect, 0 is as good as the mean. NaN when all targets are equal.
///
/// The spread of the targets around their common mean is merged by the formula of Chan, Golub and
/// LeVeque (1983), which stays accurate where the mean is far larger than the spread.
///
/// **Shapes**: outputs and targets equal.
public record R2Score() implements Metric {

  @Override
  public String name() {
    return "r2";
  }

  /// The count of the targets, their mean, their squared distances from it, and the squared errors.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    double errors = Errors.of(name(), outputs, target).square().sum().item();
    double[] t = target.detach().to(ElementType.F64).toDoubleArray();
    double mean = 0;
    for (double each : t) {
      mean += each / t.length;
    }
    double drift = 0;
    double spread = 0;
    for (double each : t) {
      drift += each - mean;
      spread += (each - mean) * (each - mean);
    }
    // The rounding error of the mean is removed, so equal targets have a spread of exactly 0.
    double correction = t.length == 0 ? 0 : drift / t.length;
    spread = Math.max(0, spread - correction * drift);
    return new double[] {t.length, mean + correction, isConstant(t) ? 0 : spread, errors};
  }

  private static boolean isConstant(double[] t) {
    for (double each : t) {
      if (each != t[0]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double[] merge(double[] one, double[] other) {
    double count = one[0] + other[0];
    if (one[0] == 0 || other[0] == 0) {
      return one[0] == 0 ? other : one;
    }
    double distance = other[1] - one[1];
    return new double[] {
      count,
      one[1] + distance * (other[0] / count),
      one[2] + other[2] + distance * distance * (one[0] * other[0] / count),
      one[3] + other[3]
    };
  }

  @Override
  public double value(double[] state) {
    return state[2] == 0 ? Double.NaN : 1 - state[3] / state[2];
  }
}
