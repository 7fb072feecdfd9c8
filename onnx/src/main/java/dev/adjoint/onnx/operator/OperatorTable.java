package dev.adjoint.onnx.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All operators by domain and name, and the reasons why others are refused.
public final class OperatorTable {

  /// The domain of the operators that train.
  static final String TRAINING = "ai.onnx.preview.training";

  /// Each family of operators with its rows.
  private static final Map<String, List<OperatorRow>> FAMILIES = families();

  private static final Map<String, OnnxOperator> OPERATORS = operators();

  private OperatorTable() {}

  private static Map<String, List<OperatorRow>> families() {
    Map<String, List<OperatorRow>> families = new LinkedHashMap<>();
    families.put("elementwise", ElementwiseOperators.ROWS);
    families.put("comparison", ComparisonOperators.ROWS);
    families.put("activation", ActivationOperators.ROWS);
    families.put("shape", ShapeOperators.ROWS);
    families.put("movement", MovementOperators.ROWS);
    families.put("index", IndexOperators.ROWS);
    families.put("reduction", ReductionOperators.ROWS);
    families.put("matrix", MatrixOperators.ROWS);
    families.put("convolution", ConvolutionOperators.ROWS);
    families.put("pooling", PoolingOperators.ROWS);
    families.put("normalization", NormalizationOperators.ROWS);
    families.put("recurrent", RecurrentOperators.ROWS);
    families.put("resampling", ResamplingOperators.ROWS);
    families.put("loss", LossOperators.ROWS);
    families.put("quantization", QuantizationOperators.ROWS);
    families.put("signal", SignalOperators.ROWS);
    families.put("detection", DetectionOperators.ROWS);
    families.put("training", TrainingOperators.ROWS);
    return families;
  }

  private static Map<String, OnnxOperator> operators() {
    Map<String, OnnxOperator> operators = new LinkedHashMap<>();
    for (List<OperatorRow> family : FAMILIES.values()) {
      for (OperatorRow row : family) {
        if (operators.put(key(row.domain(), row.name()), row.operator()) != null) {
          throw new IllegalStateException("two rows for the operator " + row.name());
        }
      }
    }
    return operators;
  }

  private static String key(String domain, String name) {
    return domain.isEmpty() || domain.equals("ai.onnx") ? name : domain + "::" + name;
  }

  /// The families in order, each with its operators.
  public static Map<String, List<OperatorRow>> byFamily() {
    return FAMILIES;
  }

  /// The operator; empty if it is not computed here.
  public static Optional<OnnxOperator> find(String domain, String name) {
    return Optional.ofNullable(OPERATORS.get(key(domain, name)));
  }

  /// Why an operator is not computed here.
  public static String reason(String domain, String name) {
    if (!domain.isEmpty() && !domain.equals("ai.onnx")) {
      return "the domain %s is not ONNX's own; export the model with ONNX operators only"
          .formatted(domain);
    }
    return RefusedOperators.REASONS.getOrDefault(
        name, "it has no row in the table of operators; export the model with other operators");
  }

  /// The operators that are refused for a stated reason.
  public static Map<String, String> refused() {
    return RefusedOperators.REASONS;
  }

  /// Operators whose output depends on the shape of the input alone.
  public static Set<String> ofShapes() {
    return Set.of("Shape", "Size");
  }
}
