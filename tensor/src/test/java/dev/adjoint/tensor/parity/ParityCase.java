package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What PyTorch computed for one call: inputs, outputs, the gradient arriving at each output and
/// the gradient of each input. A gradient is absent where PyTorch was not asked for one.
public record ParityCase(
    String name,
    String operation,
    JsonNode attributes,
    List<Tensor> inputs,
    List<Tensor> outputs,
    List<Optional<Tensor>> incoming,
    List<Optional<Tensor>> gradients) {

  /// The cases stored in a file beside `home`.
  public static List<ParityCase> stored(Class<?> home, String file) {
    try (InputStream stream = Objects.requireNonNull(home.getResourceAsStream(file), file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> of(JsonMapper.shared().readTree(line)))
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static ParityCase of(JsonNode line) {
    return new ParityCase(
        line.get("case").asString(),
        line.get("operation").asString(),
        line.get("attributes"),
        tensors(line.get("inputs")).stream().map(Optional::orElseThrow).toList(),
        tensors(line.get("outputs")).stream().map(Optional::orElseThrow).toList(),
        tensors(line.get("incoming")),
        tensors(line.get("gradients")));
  }

  private static List<Optional<Tensor>> tensors(JsonNode nodes) {
    List<Optional<Tensor>> tensors = new ArrayList<>();
    nodes.forEach(
        node -> tensors.add(node.isNull() ? Optional.empty() : Optional.of(tensor(node))));
    return tensors;
  }

  private static Tensor tensor(JsonNode node) {
    int[] sizes =
        IntStream.range(0, node.get("shape").size())
            .map(i -> node.at("/shape/" + i).asInt())
            .toArray();
    Shape shape = Shape.of(sizes);
    JsonNode data = node.get("data");
    ElementType type = ElementType.valueOf(node.get("type").asString());
    if (type == ElementType.I64) {
      long[] elements = new long[data.size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = data.get(i).asLong();
      }
      return Tensor.of(elements, shape);
    }
    double[] elements = new double[data.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = number(data.get(i));
    }
    return Tensor.of(ElementType.F64, elements, shape).to(type);
  }

  private static double number(JsonNode node) {
    if (node.isBoolean()) {
      return node.asBoolean() ? 1 : 0;
    }
    return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
  }
}
