package dev.adjoint.spark.local;

import dev.adjoint.spark.rows.TensorValues;

/// How the average of the partitions moves the weights.
///
/// With `d = average − w`, rate `η` and momentum `μ`: `v ← μ v + d` and `w ← w + η (d + μ v)`, in
/// doubles and rounded once (Nesterov). With `η = 1` and `μ = 0` the average is taken as it is.
///
/// @param weights after the step
/// @param velocity after the step; none without momentum
record OuterStep(TensorValues weights, double[][] velocity) {

  static OuterStep of(LocalPlan plan, LocalState state, TensorValues mean) {
    double rate = plan.outerRate();
    double momentum = plan.outerMomentum();
    if (rate == 1 && momentum == 0) {
      return new OuterStep(mean, new double[0][]);
    }
    float[][] before = state.weights().values();
    float[][] average = mean.values();
    double[][] velocity = new double[momentum == 0 ? 0 : before.length][];
    float[][] after = new float[before.length][];
    for (int t = 0; t < before.length; t++) {
      int count = before[t].length;
      after[t] = new float[count];
      if (momentum != 0) {
        velocity[t] =
            state.velocity().length == 0 ? new double[count] : state.velocity()[t].clone();
      }
      for (int i = 0; i < count; i++) {
        double difference = (double) average[t][i] - before[t][i];
        double step = difference;
        if (momentum != 0) {
          velocity[t][i] = momentum * velocity[t][i] + difference;
          step = difference + momentum * velocity[t][i];
        }
        after[t][i] = (float) (before[t][i] + rate * step);
      }
    }
    return new OuterStep(new TensorValues(mean.names(), mean.sizes(), after), velocity);
  }
}
