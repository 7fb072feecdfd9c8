package dev.adjoint.explain.diagnose.finding;

/// A number that supports a finding.
///
/// @param what what the number is
/// @param value the number; NaN and infinities are values too
public record Evidence(Sentence what, double value) {

  /// Evidence with a name in both languages.
  public static Evidence of(String english, String chinese, double value) {
    return new Evidence(new Sentence(english, chinese), value);
  }
}
