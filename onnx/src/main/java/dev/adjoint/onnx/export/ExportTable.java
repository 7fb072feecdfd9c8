package dev.adjoint.onnx.export;

import dev.adjoint.tensor.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A rule, or the reason why there is none, for each operation of the library: by its class, and of
/// operations that are constants by the constant.
final class ExportTable {

  private static final Map<Object, ExportRule> RULES = rules();

  private ExportTable() {}

  private static Map<Object, ExportRule> rules() {
    Map<Object, ExportRule> rules = new LinkedHashMap<>();
    rules.putAll(ElementwiseExports.RULES);
    rules.putAll(MovementExports.RULES);
    rules.putAll(IndexExports.RULES);
    rules.putAll(ReductionExports.RULES);
    rules.putAll(NetworkExports.RULES);
    rules.putAll(AttentionExports.RULES);
    return rules;
  }

  static ExportRule rule(Operation operation, String path) {
    Object key = key(operation);
    ExportRule rule = RULES.get(key);
    if (rule == null) {
      throw new ExportException(
          "the operation \"%s\" cannot be written as ONNX: %s"
              .formatted(
                  operation.label(),
                  reason(key)
                      .orElse(
                          "it is an operation of your own, for which there is no rule; compose it of operations of the library")),
          path);
    }
    return rule;
  }

  static boolean has(Object key) {
    return RULES.containsKey(key);
  }

  /// Why there is no rule; empty for an operation that the table does not know.
  static Optional<String> reason(Object key) {
    return Optional.ofNullable(RefusedExports.REASONS.get(key));
  }

  private static Object key(Operation operation) {
    return operation instanceof Enum<?> constant ? constant : operation.getClass();
  }
}
