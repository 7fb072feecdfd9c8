package dev.adjoint.tensor.parity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The arguments of a stored call beside its tensors; remembers which were read, so that none is
/// silently left out.
public final class Attributes {

  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  /// The arguments of a stored case.
  public Attributes(JsonNode node) {
    this.node = node;
  }

  /// Whether the call names this argument.
  public boolean has(String name) {
    return node.has(name);
  }

  private JsonNode value(String name) {
    read.add(name);
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the stored case has no attribute " + name);
    }
    return value;
  }

  public double number(String name) {
    return value(name).asDouble();
  }

  /// The number, or this one if the call leaves the argument out.
  public double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  public int whole(String name) {
    return value(name).asInt();
  }

  public String text(String name) {
    return value(name).asString();
  }

  public boolean flag(String name) {
    return value(name).asBoolean();
  }

  /// A list of whole numbers; one that stands alone is a list of one; none if the call leaves it
  /// out.
  public int[] wholes(String name) {
    if (!has(name)) {
      return new int[0];
    }
    JsonNode value = value(name);
    if (!value.isArray()) {
      return new int[] {value.asInt()};
    }
    int[] wholes = new int[value.size()];
    for (int i = 0; i < wholes.length; i++) {
      wholes[i] = value.get(i).asInt();
    }
    return wholes;
  }

  /// A list of numbers, or these if the call leaves it out.
  public double[] numbers(String name, double... otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = value(name);
    double[] numbers = new double[value.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = value.get(i).asDouble();
    }
    return numbers;
  }

  /// A list of texts.
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    value(name).forEach(text -> texts.add(text.asString()));
    return texts;
  }

  List<String> unread() {
    List<String> unread = new ArrayList<>(node.propertyNames());
    unread.removeAll(read);
    return unread;
  }
}
