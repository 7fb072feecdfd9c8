package dev.adjoint.pipeline.track;

/// Names and values as MLflow allows them.
final class MlflowNames {

  private static final int LONGEST_NAME = 250;
  private static final int LONGEST_VALUE = 6000;

  private MlflowNames() {}

  /// A name of letters, digits and `_ - . /` and blanks; other characters become `_`.
  static String name(String text) {
    String allowed = text.replaceAll("[^\\w.\\- /]", "_");
    return allowed.substring(0, Math.min(allowed.length(), LONGEST_NAME));
  }

  static String value(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_VALUE));
  }
}
