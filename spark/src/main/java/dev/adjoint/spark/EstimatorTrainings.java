package dev.adjoint.spark;

import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.spark.tune.Trainings;
import java.util.Set;

/// What an estimator says, for trainings on one machine.
///
/// @param estimator whose parameters count, but for those of local SGD
record EstimatorTrainings(AdjointEstimator estimator) implements Trainings {

  private static final long serialVersionUID = 1;

  @Override
  public String target() {
    return estimator.getOrDefault(estimator.labelCol());
  }

  @Override
  public Set<String> drop() {
    return estimator.drop();
  }

  @Override
  public NetworkPlan network() {
    return estimator.network();
  }

  @Override
  public SettingsPlan settings() {
    return estimator.settings();
  }
}
