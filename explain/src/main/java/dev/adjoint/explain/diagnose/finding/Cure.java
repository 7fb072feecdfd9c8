package dev.adjoint.explain.diagnose.finding;

import java.util.Optional;

/// What to do about a finding.
///
/// @param advice the advice
/// @param trial the advice, tried out; empty where it cannot be
public record Cure(Sentence advice, Optional<CureTrial> trial) {

  /// Advice that was tried.
  public static Cure tried(Sentence advice, CureTrial trial) {
    return new Cure(advice, Optional.of(trial));
  }

  /// Advice that cannot be tried without the person.
  public static Cure untried(Sentence advice) {
    return new Cure(advice, Optional.empty());
  }
}
