package dev.adjoint.onnx.operator;

import java.util.LinkedHashMap;
import java.util.Map;

/// Operators that are refused, each with the reason.
final class RefusedOperators {

  private static final String CONTROL =
      "control flow depends on values and is not run; export the model so that the loop or branch is unrolled";
  private static final String SEQUENCE =
      "sequences of tensors are not supported; export the model with one tensor for each value";
  private static final String OPTIONAL =
      "optional values are not supported; export the model without them";
  private static final String TEXT = "texts are not supported; prepare texts before the model";
  private static final String RANDOM =
      "it draws random numbers, which differ between programs; give them to the model as an input";

  static final Map<String, String> REASONS = reasons();

  private RefusedOperators() {}

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    put(reasons, CONTROL, "If", "Loop", "Scan");
    put(
        reasons,
        SEQUENCE,
        "SequenceAt",
        "SequenceConstruct",
        "SequenceEmpty",
        "SequenceErase",
        "SequenceInsert",
        "SequenceLength",
        "SequenceMap",
        "ConcatFromSequence",
        "SplitToSequence");
    put(reasons, OPTIONAL, "Optional", "OptionalGetElement", "OptionalHasElement");
    put(
        reasons,
        TEXT,
        "StringConcat",
        "StringNormalizer",
        "StringSplit",
        "RegexFullMatch",
        "TfIdfVectorizer");
    put(
        reasons,
        RANDOM,
        "Bernoulli",
        "Multinomial",
        "RandomNormal",
        "RandomNormalLike",
        "RandomUniform",
        "RandomUniformLike");
    return reasons;
  }

  private static void put(Map<String, String> reasons, String reason, String... names) {
    for (String name : names) {
      reasons.put(name, reason);
    }
  }
}
