package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One function in one element type: the arguments, the exact values and slopes, and, by index, the
/// values and slopes in which PyTorch differs from them. A second derivative is NaN where there is
/// none to compare.
record ExtremeLine(
    String function,
    ElementType type,
    JsonNode call,
    double[] x,
    double[] values,
    double[] slopes,
    double[] bends,
    Map<Integer, Double> torchValues,
    Map<Integer, Double> torchSlopes) {

  static List<ExtremeLine> stored() {
    try (InputStream stream =
        Objects.requireNonNull(ExtremeLine.class.getResourceAsStream("extremes.jsonl"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> of(JsonMapper.shared().readTree(line)))
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static ExtremeLine of(JsonNode line) {
    return new ExtremeLine(
        line.get("function").asString(),
        ElementType.valueOf(line.get("type").asString()),
        line.get("attributes"),
        numbers(line.get("x")),
        numbers(line.get("values")),
        numbers(line.get("slopes")),
        numbers(line.get("bends")),
        byIndex(line.get("torchValues")),
        byIndex(line.get("torchSlopes")));
  }

  private static double[] numbers(JsonNode nodes) {
    double[] numbers = new double[nodes.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(nodes.get(i));
    }
    return numbers;
  }

  private static Map<Integer, Double> byIndex(JsonNode nodes) {
    Map<Integer, Double> numbers = new TreeMap<>();
    nodes.forEachEntry((index, node) -> numbers.put(Integer.valueOf(index), number(node)));
    return numbers;
  }

  /// NaN for null: there is no such number.
  private static double number(JsonNode node) {
    if (node.isNull()) {
      return Double.NaN;
    }
    return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
  }

  Attributes attributes() {
    return new Attributes(call);
  }

  String name() {
    return "%s %s in %s".formatted(function, call, type);
  }
}
