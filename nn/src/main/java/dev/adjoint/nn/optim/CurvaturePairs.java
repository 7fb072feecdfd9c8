package dev.adjoint.nn.optim;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The recent steps and changes of the gradient of [Lbfgs], and the direction that follows from
/// them by the two-loop recursion (Nocedal 1980).
final class CurvaturePairs {

  /// The least `s·y` of a pair that is kept.
  private static final double LEAST_CURVATURE = 1e-10;

  private final int most;
  private final List<double[]> steps = new ArrayList<>();
  private final List<double[]> changes = new ArrayList<>();
  private double scale = 1;

  CurvaturePairs(int most) {
    this.most = most;
  }

  /// What [Lbfgs] remembers beside the pairs.
  record Saved(long iterations, double step, double[] direction, double[] gradient) {}

  /// Adds the pair of the last step, if its curvature is positive.
  void add(double[] direction, double length, double[] gradient, double[] before) {
    double[] s = new double[direction.length];
    double[] y = new double[direction.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = direction[i] * length;
      y[i] = gradient[i] - before[i];
    }
    double curvature = dot(y, s);
    if (curvature > LEAST_CURVATURE) {
      if (steps.size() == most) {
        steps.removeFirst();
        changes.removeFirst();
      }
      steps.add(s);
      changes.add(y);
      scale = curvature / dot(y, y);
    }
  }

  /// `−H·g`.
  double[] direction(double[] gradient) {
    double[] d = new double[gradient.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = -gradient[i];
    }
    double[] shares = new double[steps.size()];
    for (int k = steps.size() - 1; k >= 0; k--) {
      shares[k] = dot(steps.get(k), d) / dot(changes.get(k), steps.get(k));
      addTo(d, -shares[k], changes.get(k));
    }
    for (int i = 0; i < d.length; i++) {
      d[i] *= scale;
    }
    for (int k = 0; k < steps.size(); k++) {
      double back = dot(changes.get(k), d) / dot(changes.get(k), steps.get(k));
      addTo(d, shares[k] - back, steps.get(k));
    }
    return d;
  }

  private static void addTo(double[] sum, double factor, double[] x) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * x[i];
    }
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  static double sumOfSizes(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += Math.abs(each);
    }
    return sum;
  }

  /// The largest size of an element; NaN if one is NaN.
  static double largest(double[] x) {
    double most = 0;
    for (double each : x) {
      most = Math.max(most, Math.abs(each));
    }
    return most;
  }

  Map<String, Tensor> state(long iterations, double step, double[] direction, double[] gradient) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("n_iter", Tensor.scalar(iterations));
    state.put("t", Tensor.scalar(ElementType.F64, step));
    state.put("H_diag", Tensor.scalar(ElementType.F64, scale));
    state.put("d", vector(direction));
    state.put("prev_flat_grad", vector(gradient));
    if (!steps.isEmpty()) {
      state.put("old_stps", rows(steps));
      state.put("old_dirs", rows(changes));
    }
    return state;
  }

  private static Tensor vector(double[] x) {
    return Tensor.of(ElementType.F64, x, Shape.of(x.length));
  }

  private static Tensor rows(List<double[]> vectors) {
    return Tensor.stack(0, vectors.stream().map(CurvaturePairs::vector).toArray(Tensor[]::new));
  }

  Saved load(Map<String, Tensor> state, int count) {
    if (state.isEmpty()) {
      steps.clear();
      changes.clear();
      scale = 1;
      return saved("lbfgs", state, count);
    }
    Saved saved = saved("lbfgs", state, count);
    double newScale = part("lbfgs", state, "H_diag", Shape.SCALAR).item();
    List<double[]> newSteps = new ArrayList<>();
    List<double[]> newChanges = new ArrayList<>();
    Tensor rows = state.get("old_stps");
    if (rows != null) {
      Shape shape = Shape.of(rows.shape().rank() == 0 ? 0 : rows.shape().size(0), count);
      Tensor y = part("lbfgs", state, "old_dirs", shape);
      Tensor s = part("lbfgs", state, "old_stps", shape);
      for (int k = 0; k < shape.size(0); k++) {
        newSteps.add(s.select(0, k).toDoubleArray());
        newChanges.add(y.select(0, k).toDoubleArray());
      }
    }
    steps.clear();
    steps.addAll(newSteps);
    changes.clear();
    changes.addAll(newChanges);
    scale = newScale;
    return saved;
  }

  /// The parts of a state that [ConjugateGradient] has too.
  static Saved saved(String operation, Map<String, Tensor> state, int count) {
    return state.isEmpty()
        ? new Saved(0, 0, new double[0], new double[0])
        : new Saved(
            part(operation, state, "n_iter", Shape.SCALAR).itemLong(),
            part(operation, state, "t", Shape.SCALAR).item(),
            part(operation, state, "d", Shape.of(count)).toDoubleArray(),
            part(operation, state, "prev_flat_grad", Shape.of(count)).toDoubleArray());
  }

  private static Tensor part(
      String operation, Map<String, Tensor> state, String name, Shape shape) {
    Tensor part = state.get(name);
    if (part == null || !part.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "load: the state of %s has %s for %s but needs %s; resume with the model it was saved with"
              .formatted(operation, part == null ? "nothing" : part.shape(), name, shape));
    }
    return part;
  }
}
