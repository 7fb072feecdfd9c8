package dev.adjoint.explain.diagnose.finding;

import java.util.List;

/// Something is wrong.
///
/// @param check the name of the check
/// @param severity how much it matters
/// @param sentence what is wrong, in plain words with the decisive numbers
/// @param evidence more numbers
/// @param cure what to do, and both curves where it was tried
public record Finding(
    String check, Severity severity, Sentence sentence, List<Evidence> evidence, Cure cure)
    implements Outcome {

  /// Copies the evidence.
  public Finding {
    evidence = List.copyOf(evidence);
  }
}
