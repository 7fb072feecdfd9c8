package dev.adjoint.cli.run;

import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.train.TrainOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a run trains: everything but the data and the network.
///
/// @param epochs how often every sample is seen at most
/// @param batch samples in a step
/// @param rate the step size
/// @param validation the part of the samples that is held out, in (0, 1)
/// @param patience epochs without a better validation loss before training stops; 0 never
public record Settings(
    int epochs,
    int batch,
    double rate,
    OptimizerChoice optimizer,
    long seed,
    double validation,
    int patience) {

  TrainOptions options() {
    return new TrainOptions(epochs, batch, seed, patience);
  }

  UpdateRule rule() {
    return optimizer.rule(rate);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epochs", epochs);
    map.put("batch", batch);
    map.put("rate", rate);
    map.put("optimizer", optimizer.toString());
    map.put("seed", seed);
    map.put("validation", validation);
    map.put("patience", patience);
    return map;
  }
}
