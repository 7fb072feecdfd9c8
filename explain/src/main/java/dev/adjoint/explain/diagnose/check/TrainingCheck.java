package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Healthy;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Refused;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;

/// A check of a training. A new one is one class that implements this and one line in [Checks#ALL].
public interface TrainingCheck {

  /// The name, such as `dead-units`.
  String name();

  /// What the check asks, in a sentence.
  Sentence question();

  /// Makes the check.
  Outcome of(TrainingSetup setup);

  /// Nothing was found.
  default Healthy healthy(String english, String chinese, Object... arguments) {
    return new Healthy(name(), Sentence.of(english, chinese, arguments));
  }

  /// The check cannot be made for this training.
  default Refused refused(String english, String chinese, Object... arguments) {
    return new Refused(name(), Sentence.of(english, chinese, arguments));
  }
}
