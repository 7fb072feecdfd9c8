package dev.adjoint.studio.trace;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.Element;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of a traced step, or its gradient, as a table of cells in which every number has its
/// address, so that its reason can be requested.
public final class ValueView {

  private static final int ROWS = 12;
  private static final int COLUMNS = 8;
  private static final int DIGITS = 5;

  private ValueView() {}

  /// The table.
  ///
  /// @param name of the value
  /// @param isGradient whether the gradient is meant
  /// @throws IllegalArgumentException when the step has no such value or no gradient flows to it
  public static Map<String, Object> of(StepTrace trace, String name, boolean isGradient) {
    TracedValue value = trace.value(name);
    Tensor tensor =
        isGradient
            ? value
                .gradient()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "explain: no gradient flows to %s".formatted(name)))
            : value.value();
    Shape shape = tensor.shape();
    double[] numbers = tensor.toDoubleArray();
    int columns = shape.rank() == 0 ? 1 : shape.size(shape.rank() - 1);
    int rows = columns == 0 ? 0 : numbers.length / columns;
    List<Object> table = new ArrayList<>();
    for (int row = 0; row < Math.min(rows, ROWS); row++) {
      List<Object> cells = new ArrayList<>();
      for (int column = 0; column < Math.min(columns, COLUMNS); column++) {
        int flat = row * columns + column;
        cells.add(
            Map.of(
                "text",
                NumberText.of(numbers[flat], DIGITS),
                "at",
                address(name, isGradient, shape, flat)));
      }
      table.add(cells);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", isGradient ? name + ".grad" : name);
    map.put("role", value.role().toString());
    map.put("shape", shape.toString());
    map.put("type", tensor.elementType().toString());
    map.put("rows", table);
    map.put("moreRows", Math.max(0, rows - ROWS));
    map.put("moreColumns", Math.max(0, columns - COLUMNS));
    return map;
  }

  /// The address of an element.
  static String address(String name, boolean isGradient, Shape shape, int flat) {
    List<Integer> index = new ArrayList<>();
    int rest = flat;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index.addFirst(rest % shape.size(axis));
      rest /= shape.size(axis);
    }
    return new Element(name, isGradient, index).toString();
  }
}
