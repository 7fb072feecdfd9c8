package dev.adjoint.explain.trace;

import dev.adjoint.explain.trace.SmallStep.Dense;
import dev.adjoint.tensor.ElementType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A step of a small network in the form that a foreign program checks: a receipt of schema 0.4.0
/// of the verifier `backprop-trace` (npm: @mcptoolshop/backprop-trace), which computes every number
/// again with an engine of its own.
///
/// ```
/// adjoint explain RUN --backprop-trace step.jsonl
/// npx bp verify general step.jsonl
/// ```
///
/// The numbers are those of the trace; gradients have the sign of the descent, as that form asks.
public final class ExchangeReceipt {

  /// How the text of a receipt begins, by which a program knows its own file.
  public static final String MARK = "{\"schema_version\":\"0.4.0\",\"fixture\":\"adjoint-step\"";

  private static final String ORDER = "left_to_right";

  private final SmallStep step;
  private final boolean isSingle;
  private final List<String> parameters = new ArrayList<>();

  private ExchangeReceipt(SmallStep step, boolean isSingle) {
    this.step = step;
    this.isSingle = isSingle;
  }

  /// The receipt of a step.
  ///
  /// @throws IllegalArgumentException if the step is none that the form can hold
  public static Map<String, Object> of(StepTrace trace) {
    boolean isSingle = trace.loss().value().elementType() != ElementType.F64;
    return new ExchangeReceipt(SmallStep.of(trace), isSingle).map();
  }

  private Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("schema_version", "0.4.0");
    map.put("fixture", "adjoint-step");
    map.put("step", 1);
    map.put(
        "fixture_status",
        Map.of(
            "authoring_state", "external_imported",
            "verification_state", "engine_recompute_matched_within_tolerance",
            "canonical", true));
    map.put(
        "source_framework",
        Map.of(
            "name", "hand_derived",
            "version", "1",
            "extractor", Map.of("name", "adjoint", "version", "1")));
    map.put(
        "attestor",
        Map.of(
            "computed_by", Map.of("kind", "framework", "identity", "adjoint"),
            "verified_by", Map.of("kind", "engine", "identity", "backprop-trace"),
            "differential_tolerance", Map.of("atol", 1e-6, "rtol", 1e-4)));
    map.put("metadata", Map.of("source", "adjoint", "gradient_convention", "descent_direction"));
    map.put(
        "numeric_policy",
        Map.of(
            "number_encoding",
            "decimal",
            "precision_significant_digits",
            isSingle ? 9 : 17,
            "rounding",
            "round_half_to_even",
            "tolerance",
            Map.of("atol", isSingle ? 1e-7 : 1e-12, "rtol", isSingle ? 1e-5 : 1e-9)));
    map.put("bias_policy", Map.of("mode", "sgd", "updated_in_step", true));
    map.put("topology", topology());
    map.put("learning_rate", step.rate());
    map.put("inputs", named("x", step.hidden().input()));
    map.put("targets", named("o", step.target()));
    map.put("parameters_before", values(true));
    map.put("forward", forward());
    map.put("loss", loss());
    map.put(
        "backward", Map.of("output_error_signals", outputs(), "hidden_error_signals", hiddens()));
    map.put("updates", updates());
    map.put("parameters_after", values(false));
    return map;
  }

  private static List<String> units(String letter, int count) {
    List<String> units = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      units.add(letter + i);
    }
    return units;
  }

  private static Map<String, Object> named(String letter, double[] numbers) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      map.put(letter + (i + 1), numbers[i]);
    }
    return map;
  }

  private boolean isHidden(Dense layer) {
    return layer.weight().name().equals(step.hidden().weight().name());
  }

  private static String weightName(String from, String to) {
    return "w_%s_%s".formatted(from, to);
  }

  @FunctionalInterface
  private interface Each {
    /// @param from the unit that a weight reads, empty for a bias
    /// @param position in the parameter
    void at(Dense layer, TracedUpdate update, String from, String to, int unit, int position);
  }

  /// Visits the weights and then the biases of both layers.
  private void each(Each visitor) {
    for (Dense layer : List.of(step.hidden(), step.output())) {
      boolean isHidden = isHidden(layer);
      for (int to = 0; to < layer.out().length; to++) {
        String unit = (isHidden ? "h" : "o") + (to + 1);
        for (int from = 0; from < layer.input().length; from++) {
          String read = (isHidden ? "x" : "h") + (from + 1);
          visitor.at(layer, layer.weight(), read, unit, to, to * layer.input().length + from);
        }
      }
      for (int to = 0; to < layer.out().length; to++) {
        visitor.at(layer, layer.bias(), "", (isHidden ? "h" : "o") + (to + 1), to, to);
      }
    }
  }

  private static String name(String from, String to) {
    return from.isEmpty() ? "b_" + to : weightName(from, to);
  }

  private Map<String, Object> topology() {
    List<Map<String, Object>> declared = new ArrayList<>();
    each((layer, _, from, to, _, _) -> {
      boolean isHidden = isHidden(layer);
      parameters.add(name(from, to));
      declared.add(
          from.isEmpty()
              ? Map.of(
                  "id", name(from, to),
                  "role", isHidden ? "hidden_bias" : "output_bias",
                  "applies_to_units", List.of(to))
              : Map.of(
                  "id",
                  name(from, to),
                  "role",
                  isHidden ? "input_to_hidden_weight" : "hidden_to_output_weight",
                  "from_unit",
                  from,
                  "to_unit",
                  to));
    });
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layers", List.of("input", "hidden", "output"));
    map.put("input_size", step.hidden().input().length);
    map.put("hidden_size", step.hidden().out().length);
    map.put("output_size", step.output().out().length);
    map.put(
        "unit_order",
        Map.of(
            "input", units("x", step.hidden().input().length),
            "hidden", units("h", step.hidden().out().length),
            "output", units("o", step.output().out().length)));
    map.put("parameter_order", List.copyOf(parameters));
    map.put("parameters", declared);
    map.put("activation_hidden", step.hidden().activation());
    map.put("activation_output", step.output().activation());
    map.put("loss", step.isSoftmax() ? "cross_entropy_softmax" : "half_squared_error");
    map.put("bias_sharing", "per_neuron");
    return map;
  }

  private Map<String, Object> values(boolean before) {
    Map<String, Object> map = new LinkedHashMap<>();
    each((_, update, from, to, _, position) ->
        map.put(
            name(from, to), (before ? update.before() : update.after()).toDoubleArray()[position]));
    return map;
  }

  private Map<String, Object> forward() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Dense layer : List.of(step.hidden(), step.output())) {
      for (int i = 0; i < layer.net().length; i++) {
        map.put(
            (isHidden(layer) ? "h" : "o") + (i + 1),
            Map.of("net", layer.net()[i], "out", layer.out()[i]));
      }
    }
    return map;
  }

  private Map<String, Object> loss() {
    double[] each = new double[step.target().length];
    for (int i = 0; i < each.length; i++) {
      double distance = step.target()[i] - step.output().out()[i];
      each[i] =
          !step.isSoftmax() ? distance * distance / 2 : step.target()[i] == 0 ? 0 : step.loss();
    }
    return Map.of("per_output", named("o", each), "total", step.loss());
  }

  private Map<String, Object> outputs() {
    Map<String, Object> map = new LinkedHashMap<>();
    Dense output = step.output();
    for (int i = 0; i < output.out().length; i++) {
      double distance = step.target()[i] - output.out()[i];
      List<Map<String, Object>> factors = new ArrayList<>();
      factors.add(
          factor(
              step.isSoftmax() ? "target_minus_probability" : "target_minus_output", "", distance));
      if (!step.isSoftmax()) {
        factors.add(factor("activation_derivative", "", output.slope(i)));
      }
      Map<String, Object> signal = new LinkedHashMap<>();
      signal.put("factors", factors);
      signal.put("product_order", ORDER);
      signal.put("signal_value", -output.gradient()[i]);
      if (step.isSoftmax()) {
        signal.put("dual_form", longForm(i));
      }
      map.put("o" + (i + 1), signal);
    }
    return map;
  }

  /// The long form of softmax and cross-entropy: the sum of `yⱼ · (δᵢⱼ − pᵢ)` over the outputs j.
  private Map<String, Object> longForm(int unit) {
    double probability = step.output().out()[unit];
    List<Map<String, Object>> terms = new ArrayList<>();
    double sum = 0;
    for (int j = 0; j < step.target().length; j++) {
      double slope = (j == unit ? 1 : 0) - probability;
      double term = step.target()[j] * slope;
      sum += term;
      terms.add(
          Map.of(
              "target_unit",
              "o" + (j + 1),
              "factors",
              List.of(
                  factor("y_j", "targets.o" + (j + 1), step.target()[j]),
                  factor("delta_ju_minus_p_u", "", slope)),
              "term_value",
              term));
    }
    return Map.of(
        "jacobian_terms", terms,
        "product_order", ORDER,
        "summation_order", units("o", step.target().length),
        "summed_value", sum);
  }

  private Map<String, Object> hiddens() {
    Map<String, Object> map = new LinkedHashMap<>();
    Dense output = step.output();
    for (int i = 0; i < step.hidden().out().length; i++) {
      List<Map<String, Object>> contributions = new ArrayList<>();
      double sum = 0;
      for (int o = 0; o < output.out().length; o++) {
        double signal = -output.gradient()[o];
        double weight = output.weight(o, i);
        sum += signal * weight;
        contributions.add(
            Map.of(
                "from",
                "o" + (o + 1),
                "downstream_signal",
                signal,
                "via_weight",
                weightName("h" + (i + 1), "o" + (o + 1)),
                "weight_value",
                weight,
                "value",
                signal * weight));
      }
      map.put(
          "h" + (i + 1),
          Map.of(
              "downstream_contributions",
              contributions,
              "summation_order",
              units("o", output.out().length),
              "backpropagated_sum",
              sum,
              "activation_derivative",
              step.hidden().slope(i),
              "product_order",
              ORDER,
              "signal_value",
              -step.hidden().gradient()[i]));
    }
    return map;
  }

  private List<Map<String, Object>> updates() {
    List<Map<String, Object>> updates = new ArrayList<>();
    each((layer, update, from, to, unit, position) -> {
      boolean isHidden = isHidden(layer);
      String signal = isHidden ? "hidden_error_signal" : "output_error_signal";
      List<Map<String, Object>> factors = new ArrayList<>();
      factors.add(
          factor(
              signal,
              "backward.%ss.%s.signal_value".formatted(signal, to),
              -layer.gradient()[unit]));
      if (!from.isEmpty()) {
        factors.add(
            factor(
                "upstream_activation",
                isHidden ? "inputs." + from : "forward.%s.out".formatted(from),
                layer.input()[position % layer.input().length]));
      }
      double before = update.before().toDoubleArray()[position];
      double after = update.after().toDoubleArray()[position];
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("parameter_id", name(from, to));
      one.put("kind", from.isEmpty() ? "bias" : "weight");
      one.put(
          "layer_edge",
          from.isEmpty() ? "bias_to_layer" : isHidden ? "input_to_hidden" : "hidden_to_output");
      one.put(
          "parameter_role",
          from.isEmpty()
              ? (isHidden ? "hidden_bias" : "output_bias")
              : "%s_to_%s".formatted(from, to));
      one.put("from_unit", from.isEmpty() ? to : from);
      one.put("to_unit", to);
      one.put("weight_before", before);
      one.put(
          "optimizer",
          Map.of(
              "name",
              "sgd",
              "learning_rate",
              step.rate(),
              "factors",
              factors,
              "product_order",
              ORDER));
      double gradient = -update.gradient().toDoubleArray()[position];
      one.put("gradient", gradient);
      one.put("update", step.rate() * gradient);
      one.put("weight_after", after);
      updates.add(one);
    });
    return updates;
  }

  private static Map<String, Object> factor(String name, String from, double value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    if (!from.isEmpty()) {
      map.put("from", from);
    }
    map.put("value", value);
    return map;
  }
}
