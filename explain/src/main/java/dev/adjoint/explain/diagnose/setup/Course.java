package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What happened in the first steps of a training or of a branch of it.
///
/// @param losses the loss of each step; the last one is not finite where the training diverged
/// @param gradientNorms the norm of the gradient of each parameter at each step, in the order of
///   the steps; empty where the course was not observed
/// @param updateRatios how far each parameter moved in some steps, divided by its own size; empty
///   where the course was not observed
/// @param heldOut the loss of the held-out samples at some steps; empty without such samples
/// @param weights the weights after the last step
public record Course(
    List<Double> losses,
    List<Map<String, Double>> gradientNorms,
    List<Map<String, Double>> updateRatios,
    Curve heldOut,
    Map<String, Tensor> weights) {

  /// Copies the lists.
  public Course {
    losses = List.copyOf(losses);
    gradientNorms = List.copyOf(gradientNorms);
    updateRatios = List.copyOf(updateRatios);
    weights = Map.copyOf(weights);
  }

  /// The training loss by step.
  public Curve curve() {
    return Curve.of(CureTrial.AS_IT_IS, losses);
  }

  /// The step whose loss was not finite.
  public OptionalLong diverged() {
    return losses.isEmpty() || Double.isFinite(losses.getLast())
        ? OptionalLong.empty()
        : OptionalLong.of(losses.size());
  }

  /// The norm of the whole gradient at each step.
  public double[] globalNorms() {
    return gradientNorms.stream()
        .mapToDouble(
            norms -> Math.sqrt(norms.values().stream().mapToDouble(each -> each * each).sum()))
        .toArray();
  }

  /// The median of one parameter's number over some rows; NaN without rows.
  ///
  /// @param from the part of the rows at the start that is left out, in [0, 1)
  public static double median(List<Map<String, Double>> rows, String parameter, double from) {
    double[] values =
        rows.subList((int) (from * rows.size()), rows.size()).stream()
            .mapToDouble(row -> row.getOrDefault(parameter, Double.NaN))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return values.length == 0 ? Double.NaN : values[values.length / 2];
  }

  /// A quantile of some numbers; NaN without numbers.
  ///
  /// @param part in [0, 1]
  public static double quantile(double[] values, double part) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
  }
}
