package dev.adjoint.explain.sample;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedUpdate;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.DoubleStep;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What training on one sample promises for the loss of another, and what the real step did to
/// each.
///
/// The matrix `−η · gᵢ · gⱼ` is the change that a plain step of rate η on sample i alone promises
/// for the share of sample j in the loss: negative numbers help, positive ones harm. It is
/// symmetric, and the sum of a column is what the whole batch promises for a sample. Beside it are
/// the promise of the real step, `gⱼ · Δ` with any update rule, and the real change.
///
/// @param rate η
/// @param matrix row i: the effects of sample i on each sample
/// @param promised what the change of the parameters in the step promises for each sample
/// @param real the real change of the loss if only the values of this sample are those after the
///   step; where the loss is a mean over samples, that is the change of its share
public record SampleEffects(double rate, double[][] matrix, double[] promised, double[] real) {

  /// The effects in a traced step with an update.
  ///
  /// @param gradients of this step; the matrix is that of the parameters in it, the real step is
  ///   always that of all parameters
  /// @param rate the rate of the plain steps
  public static SampleEffects of(StepTrace trace, SampleGradients gradients, double rate) {
    int n = gradients.samples();
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double effect = -rate * SampleGradients.dot(gradients.part(i), gradients.part(j));
        matrix[i][j] = effect;
        matrix[j][i] = effect;
      }
    }
    Map<String, double[]> changes = new LinkedHashMap<>();
    Map<Integer, Tensor> after = new LinkedHashMap<>();
    DoubleStep step = new DoubleStep(trace);
    List<String> used = trace.values().stream().map(TracedValue::name).toList();
    for (TracedUpdate update : trace.updates()) {
      if (used.contains(update.name())) {
        Tensor moved = update.after().to(ElementType.F64);
        after.put(trace.value(update.name()).id(), moved);
        changes.put(
            update.name(), moved.subtract(update.before().to(ElementType.F64)).toDoubleArray());
      }
    }
    double[] change = new double[gradients.part(0).length];
    int at = 0;
    for (String name : gradients.parameters()) {
      int count = trace.value(name).value().shape().count();
      double[] some = changes.getOrDefault(name, new double[count]);
      System.arraycopy(some, 0, change, at, count);
      at += count;
    }
    double[] promised = new double[n];
    double[] real = new double[n];
    SampleCut cut = new SampleCut(trace, n);
    Map<Integer, Tensor> moved = step.rerun(after);
    for (int j = 0; j < n; j++) {
      promised[j] = SampleGradients.dot(gradients.part(j), change);
      Map<Integer, Tensor> one = new LinkedHashMap<>();
      for (TracedValue value : cut.values()) {
        Tensor before = step.value(value.id());
        Tensor there = moved.getOrDefault(value.id(), before);
        one.put(value.id(), before.add(there.subtract(before).multiply(cut.mask(value, j))));
      }
      real[j] = step.lossTensor(one).item() - step.loss();
    }
    return new SampleEffects(rate, matrix, promised, real);
  }
}
