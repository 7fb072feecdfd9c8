package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A cure that may help.
///
/// @param advice the advice
/// @param trial tries it
record Candidate(Sentence advice, Supplier<CureTrial> trial) {

  static final Sentence NEW_WEIGHTS =
      new Sentence(
          "start from new weights, normal with deviation gain / √fan-in (gain √2 behind a ReLU, 4 behind a sigmoid, else 1)",
          "换用新的初始权重：标准差为 增益 / √输入数 的正态分布（ReLU 之后增益为 √2，sigmoid 之后为 4，其余为 1）");

  /// New weights.
  static Candidate newWeights(TrainingSetup setup) {
    return of(setup, NEW_WEIGHTS, FreshWeights.change(setup));
  }

  /// A step size times a factor.
  static Candidate rate(TrainingSetup setup, double factor) {
    return of(setup, rate(factor), Change.NONE.withRateTimes(factor));
  }

  /// The advice to multiply the step size.
  static Sentence rate(double factor) {
    return Sentence.of("multiply the step size by %s", "把学习率乘以 %s", factor);
  }

  /// A cure that is judged by the training loss of a branch.
  static Candidate of(TrainingSetup setup, Sentence advice, Change change) {
    return new Candidate(advice, () -> setup.trial(change));
  }

  /// The first of some cures that helps the training loss; without one the best of them, which is
  /// then called what it is.
  static Cure best(List<Candidate> candidates) {
    Optional<Cure> best = Optional.empty();
    for (Candidate candidate : candidates) {
      CureTrial trial = candidate.trial().get();
      Cure cure = Cure.tried(candidate.advice(), trial);
      if (trial.helped()) {
        return cure;
      }
      double least =
          best.flatMap(Cure::trial).map(CureTrial::figureAfter).orElse(Double.POSITIVE_INFINITY);
      if (best.isEmpty() || trial.figureAfter() < least) {
        best = Optional.of(cure);
      }
    }
    return best.orElseThrow();
  }
}
