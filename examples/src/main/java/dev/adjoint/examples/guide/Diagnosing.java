package dev.adjoint.examples.guide;

import module dev.adjoint.explain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Chapter 16: what is wrong with a training.
public final class Diagnosing {

  private Diagnosing() {}

  /// A model with a softmax too many, and what the diagnosis says about it.
  ///
  /// @param samples four numbers and one of three classes each
  public static List<String> ownModel(DataSet samples) {
    List<String> told = new ArrayList<>();
    // @start region="own"
    var random = new SplittableRandom(1);
    var model =
        Sequential.of(
            Linear.of(4, 32, random), Activation.RELU, Linear.of(32, 3, random), new Softmax(1));
    Optimizer optimizer = Optimizer.of(model, new Adam(0.01));
    TrainOptions options = TrainOptions.ofEpochs(20);
    Diagnosis diagnosis = Diagnosis.of(model, new CrossEntropyLoss(), optimizer, samples, options);
    for (Finding finding : diagnosis.findings()) {
      told.add(finding.check() + ": " + finding.sentence());
      finding.cure().trial().ifPresent(trial -> told.add("  " + trial.text()));
    }
    // @end
    return told;
  }

  /// A loop that forgets to clear the gradients.
  public static Diagnosis ownLoop(DataSet samples) {
    var model = Linear.of(4, 3, new SplittableRandom(1));
    Optimizer optimizer = Optimizer.of(model, new Sgd(0.3));
    Loss loss = new CrossEntropyLoss();
    // @start region="loop"
    LoopStep step =
        batch -> {
          Tensor outputs = model.forward(batch.features(), Pass.INFERENCE);
          loss.of(outputs, batch.target()).backward();
          optimizer.step();
        };
    TrainingSetup setup =
        TrainingSetup.of(model, loss, optimizer, samples, TrainOptions.ofEpochs(20));
    Diagnosis diagnosis = Diagnosis.of(setup.with(setup.background().withLoop(step)));
    // @end
    return diagnosis;
  }

  /// The diagnosis of a run, as lines for a terminal.
  public static List<String> run(Path folder) {
    // @start region="run"
    Diagnosis diagnosis = Diagnosis.of(RunSetup.of(folder));
    List<String> lines = DiagnosisText.of(diagnosis, Locale.ENGLISH, false);
    // @end
    return lines;
  }

  /// A branch of a run, from a step on, with a tenth of the step size.
  public static TrainingResult branch(Path folder, Path branch) {
    // @start region="branch"
    ReplayedRun run = ReplayedRun.of(folder).seek(20);
    double rate = run.saved().settings().rate();
    try (TrainingRun other = TrainingRun.branch(run, plan -> plan.withRate(rate / 10), branch)) {
      return other.run();
    }
    // @end
  }
}
