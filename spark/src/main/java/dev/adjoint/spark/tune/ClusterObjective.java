package dev.adjoint.spark.tune;

import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.Training;
import dev.adjoint.train.search.SearchObjective;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/// The validation loss of a training, where the trials that do not depend on each other run as
/// tasks at the same time. The budget is the number of epochs.
public final class ClusterObjective implements SearchObjective {

  private final JavaSparkContext context;
  private final Trainings base;
  private final Broadcast<TaskRows> rows;
  private final Prepared prepared;
  private final int folds;
  private final List<TaskResult> results = new ArrayList<>();

  /// @param rows of all trainings, sent once to each executor
  /// @param folds of a cross-validation; 0 to measure on the held-out part
  /// @throws dev.adjoint.data.DataException when the rows cannot be used
  public ClusterObjective(
      JavaSparkContext context, Trainings base, Broadcast<TaskRows> rows, int folds) {
    this.context = context;
    this.base = base;
    this.rows = rows;
    this.folds = folds;
    this.prepared = rows.value().prepare(base.settings().validation(), base.settings().seed());
  }

  @Override
  public double score(Map<String, Object> values, long budget) {
    return scores(List.of(values), budget)[0];
  }

  @Override
  public double[] scores(List<Map<String, Object>> values, long budget) {
    List<Map<String, Object>> trials = new ArrayList<>();
    for (Map<String, Object> each : values) {
      Map<String, Object> trial = new HashMap<>(each);
      trial.put("epochs", budget);
      requirePossible(TaskTraining.of(base, rows.value(), trial));
      trials.add(trial);
    }
    List<TaskResult> ended = run(trials);
    results.addAll(ended);
    return ended.stream().mapToDouble(TaskResult::loss).toArray();
  }

  private List<TaskResult> run(List<Map<String, Object>> trials) {
    Trainings how = base;
    Broadcast<TaskRows> sent = rows;
    int count = folds;
    return context
        .parallelize(trials, trials.size())
        .map(trial -> {
          Training training = TaskTraining.of(how, sent.value(), trial);
          return count == 0 ? TaskTraining.run(training, false) : TaskTraining.run(training, count);
        })
        .collect();
  }

  /// Refuses a value that no training can have, before a task begins.
  private void requirePossible(Training training) {
    String usual = training.source().usualModel(prepared);
    training
        .network()
        .architecture(usual, prepared.preprocessing().form(), prepared.preprocessing().target());
    training.settings().settings(training.network().kind(usual).defaults(prepared));
  }

  /// What the trials left, in the order of their numbers.
  public List<TaskResult> results() {
    return List.copyOf(results);
  }
}
