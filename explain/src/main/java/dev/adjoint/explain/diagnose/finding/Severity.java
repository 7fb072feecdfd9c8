package dev.adjoint.explain.diagnose.finding;

/// How much a finding matters.
public enum Severity {
  /// The training or its figures are wrong.
  ERROR(new Sentence("wrong", "错误")),
  /// The training works, but not as well as it could.
  WARNING(new Sentence("worth changing", "值得修改")),
  /// Something that may be meant.
  NOTE(new Sentence("worth knowing", "值得知道"));

  private final Sentence words;

  Severity(Sentence words) {
    this.words = words;
  }

  /// The severity in words.
  public Sentence words() {
    return words;
  }
}
