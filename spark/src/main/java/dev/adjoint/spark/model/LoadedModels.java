package dev.adjoint.spark.model;

import dev.adjoint.pipeline.TrainedModel;
import java.util.LinkedHashMap;
import java.util.Map;

/// The models of this JVM: an executor loads each model once and all its tasks share it.
///
/// The eight models that were used last are kept.
public final class LoadedModels {

  private static final int KEPT = 8;

  private static final Map<String, TrainedModel> MODELS = new LinkedHashMap<>(16, 0.75f, true);
  private static int loads;

  private LoadedModels() {}

  /// The model of these files.
  public static synchronized TrainedModel of(RunFiles files) {
    TrainedModel known = MODELS.get(files.digest());
    if (known != null) {
      return known;
    }
    TrainedModel model = files.load();
    loads++;
    MODELS.put(files.digest(), model);
    if (MODELS.size() > KEPT) {
      MODELS.remove(MODELS.keySet().iterator().next());
    }
    return model;
  }

  /// How many models this JVM has read.
  static synchronized int loads() {
    return loads;
  }
}
