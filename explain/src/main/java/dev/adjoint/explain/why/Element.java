package dev.adjoint.explain.why;

import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The address of one number of a traced step: an element of a value, or of the gradient of a
/// value.
///
/// The text is the name of the value, `.grad` for its gradient, and the index in brackets:
/// `2.weight.grad[3,17]`, `1:relu[5,0]`, `loss`.
///
/// @param value the name of the value
/// @param isGradient whether the gradient is meant
/// @param index one number for each axis, from 0
public record Element(String value, boolean isGradient, List<Integer> index) {

  private static final String GRADIENT = ".grad";
  private static final Pattern FORM = Pattern.compile("([^\\[\\]]+)(?:\\[([\\d,\\s]*)])?");

  /// Copies the index.
  public Element {
    index = List.copyOf(index);
  }

  /// Reads an address.
  ///
  /// @throws IllegalArgumentException if the text has another form
  public static Element parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw wrong(text);
    }
    String name = form.group(1).strip();
    boolean isGradient = name.endsWith(GRADIENT);
    List<Integer> index = new ArrayList<>();
    String inner = form.group(2) == null ? "" : form.group(2).strip();
    if (!inner.isEmpty()) {
      for (String number : inner.split(",", -1)) {
        try {
          index.add(Integer.parseInt(number.strip()));
        } catch (NumberFormatException _) {
          throw wrong(text);
        }
      }
    }
    String value = isGradient ? name.substring(0, name.length() - GRADIENT.length()) : name;
    if (value.isEmpty()) {
      throw wrong(text);
    }
    return new Element(value, isGradient, index);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "explain: '%s' is not the address of a number; write a name and an index, such as 2.weight[3,17], 2.weight.grad[3,17] or loss"
            .formatted(text));
  }

  /// The element with this number in C order.
  static Element of(String value, boolean isGradient, Shape shape, int flat) {
    List<Integer> index = new ArrayList<>();
    int rest = flat;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index.addFirst(rest % shape.size(axis));
      rest /= shape.size(axis);
    }
    return new Element(value, isGradient, index);
  }

  /// The number of the element in C order.
  ///
  /// @throws IllegalArgumentException if the shape has no such element
  public int flat(Shape shape) {
    boolean fits = index.size() == shape.rank();
    int flat = 0;
    for (int axis = 0; fits && axis < shape.rank(); axis++) {
      fits = index.get(axis) < shape.size(axis);
      flat = flat * shape.size(axis) + index.get(axis);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "explain: %s has shape %s but the index is %s; give one number for each axis, from 0 up to its size minus 1"
              .formatted(value, shape, index));
    }
    return flat;
  }

  /// The same element of the gradient.
  public Element gradient() {
    return new Element(value, true, index);
  }

  @Override
  public String toString() {
    String name = isGradient ? value + GRADIENT : value;
    return index.isEmpty()
        ? name
        : name + index.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
