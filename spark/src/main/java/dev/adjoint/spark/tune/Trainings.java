package dev.adjoint.spark.tune;

import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.SettingsPlan;
import java.io.Serializable;
import java.util.Set;

/// How the networks of many tasks train, as a value that can be sent to executors.
public interface Trainings extends Serializable {

  /// The column to predict.
  String target();

  /// Columns that are not used.
  Set<String> drop();

  /// The choices about the network.
  NetworkPlan network();

  /// The choices about the training.
  SettingsPlan settings();
}
