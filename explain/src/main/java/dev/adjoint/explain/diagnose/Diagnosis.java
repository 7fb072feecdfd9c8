package dev.adjoint.explain.diagnose;

import dev.adjoint.data.Source;
import dev.adjoint.explain.diagnose.check.Checks;
import dev.adjoint.explain.diagnose.check.TrainingCheck;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Refused;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.train.TrainOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is wrong with a training, with evidence, and whether the cure helps.
///
/// ```java
/// Diagnosis diagnosis =
///     Diagnosis.of(model, new CrossEntropyLoss(), optimizer, samples, TrainOptions.ofEpochs(20));
/// diagnosis.findings().forEach(finding -> System.out.println(finding.sentence()));
/// ```
///
/// Each check of [Checks#ALL] looks at the training by itself: at its samples, at single passes,
/// and at branches of some steps, of which one has the cure. The model has the weights that it had
/// before afterwards.
///
/// @param outcomes what each check says, in the order of the checks
public record Diagnosis(List<Outcome> outcomes) {

  /// Copies the list.
  public Diagnosis {
    outcomes = List.copyOf(outcomes);
  }

  /// The diagnosis of a model with one input, by all checks.
  ///
  /// @param model with the weights that the training starts from
  /// @param optimizer of this model's parameters; it does not change
  /// @param samples to learn from
  /// @param options of the training; held-out samples among them are used too
  /// @throws IllegalArgumentException if the arguments do not fit each other
  public static Diagnosis of(
      Layer model, Loss loss, Optimizer optimizer, Source samples, TrainOptions options) {
    return of(TrainingSetup.of(model, loss, optimizer, samples, options));
  }

  /// The diagnosis by all checks.
  public static Diagnosis of(TrainingSetup setup) {
    return of(setup, Checks.ALL, _ -> {});
  }

  /// The diagnosis by some checks. A check that fails, because the training cannot run so far, is
  /// refused with the message of the failure.
  ///
  /// @param listener is told what each check says as soon as it is known
  public static Diagnosis of(
      TrainingSetup setup, List<TrainingCheck> checks, Consumer<? super Outcome> listener) {
    List<Outcome> outcomes = new ArrayList<>();
    for (TrainingCheck check : checks) {
      Outcome outcome;
      try {
        outcome = check.of(setup);
      } catch (IllegalArgumentException
          | IllegalStateException
          | IndexOutOfBoundsException
          | ArithmeticException e) {
        String reason = String.valueOf(e.getMessage());
        outcome =
            new Refused(check.name(), Sentence.of("the training stops: %s", "训练中止：%s", reason));
      } finally {
        setup.restore();
      }
      outcomes.add(outcome);
      listener.accept(outcome);
    }
    return new Diagnosis(outcomes);
  }

  /// What is wrong.
  public List<Finding> findings() {
    return outcomes.stream().filter(Finding.class::isInstance).map(Finding.class::cast).toList();
  }

  /// What could not be checked.
  public List<Refused> refused() {
    return outcomes.stream().filter(Refused.class::isInstance).map(Refused.class::cast).toList();
  }
}
