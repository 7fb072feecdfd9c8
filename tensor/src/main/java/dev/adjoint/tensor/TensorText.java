package dev.adjoint.tensor;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.CopyCall;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// The text of a tensor: aligned columns, a pair of brackets for each axis, as PyTorch prints it.
///
/// ```
/// tensor([[ 1.5000, -2.0000],
///         [    nan,  0.2500]])
/// tensor([1, 2, 3], I64)
/// tensor([], shape [0, 3])
/// ```
///
/// With more than 1000 elements the middle of each axis longer than 6 is left out; what is shown
/// alone decides the form of the numbers. Lines are broken at 80 columns. Differences from PyTorch:
/// every element type but F32 is named, by its short name; the shape is shown when elements are
/// left out; `…` stands for them; truth values are spelt as in Java; nothing is said about
/// gradients.
final class TensorText {

  private static final int LINE = 80;
  private static final int MANY = 1000;
  private static final int EDGE = 3;
  private static final String OPENING = "tensor(";
  private static final String LEFT_OUT = "…";

  private final Shape shape;
  private final boolean abbreviated;
  private final String[] cells;
  private final int width;
  private int next;

  private TensorText(Tensor x) {
    this.shape = x.shape();
    this.abbreviated = shape.count() > MANY;
    this.cells = cells(abbreviated ? edges(x) : x);
    int widest = 0;
    for (String cell : cells) {
      widest = Math.max(widest, cell.length());
    }
    this.width = widest;
  }

  static String of(Tensor x) {
    TensorText text = new TensorText(x);
    String body = x.shape().count() == 0 ? "[]" : text.axis(0);
    List<String> notes = new ArrayList<>();
    if (text.abbreviated || (x.shape().count() == 0 && x.shape().rank() > 1)) {
      notes.add("shape " + x.shape());
    }
    if (x.elementType() != ElementType.F32) {
      notes.add(x.elementType().name());
    }
    return OPENING + body + noted(body, notes) + ")";
  }

  /// The notes after the body, on a line of their own where the last one has no room for them.
  private static String noted(String body, List<String> notes) {
    StringBuilder text = new StringBuilder();
    int lineLength = body.length() - body.lastIndexOf('\n') - 1;
    if (body.indexOf('\n') < 0) {
      lineLength += OPENING.length();
    }
    for (String note : notes) {
      // Room for ", " before the note and ")" or "," behind it.
      if (lineLength + note.length() + 3 > LINE) {
        text.append(",\n").append(" ".repeat(OPENING.length()));
        lineLength = OPENING.length();
      } else {
        text.append(", ");
        lineLength += 2;
      }
      text.append(note);
      lineLength += note.length();
    }
    return text.toString();
  }

  // -- The elements that are shown.

  /// The corners: of each axis longer than 6 the first and the last 3.
  private static Tensor edges(Tensor x) {
    int[] sizes = x.shape().toArray();
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = Math.min(sizes[axis], 2 * EDGE);
    }
    Tensor edges = Tensor.allocate(x.elementType(), Shape.of(sizes));
    copyEdges(x.view(), edges.view(), 0);
    return edges;
  }

  private static void copyEdges(View from, View to, int axis) {
    if (axis == to.sizes().length) {
      new CopyCall(from, to).run();
    } else if (from.sizes()[axis] == to.sizes()[axis]) {
      copyEdges(from, to, axis + 1);
    } else {
      copyEdges(edge(from, axis, 0), edge(to, axis, 0), axis + 1);
      copyEdges(edge(from, axis, from.sizes()[axis] - EDGE), edge(to, axis, EDGE), axis + 1);
    }
  }

  private static View edge(View view, int axis, int start) {
    int[] sizes = view.sizes().clone();
    sizes[axis] = EDGE;
    return view.with(view.offset() + start * view.strides()[axis], sizes, view.strides());
  }

  private static String[] cells(Tensor x) {
    String[] cells = new String[x.shape().count()];
    switch (x.elementType()) {
      case F32, F64, F16, BF16 -> {
        double[] numbers = x.toDoubleArray();
        ElementFormat form = ElementFormat.suiting(numbers);
        for (int i = 0; i < cells.length; i++) {
          cells[i] = form.of(numbers[i]);
        }
      }
      case I32, I64, I8, U8 -> {
        long[] numbers = x.toLongArray();
        for (int i = 0; i < cells.length; i++) {
          cells[i] = Long.toString(numbers[i]);
        }
      }
      case BOOL -> {
        boolean[] truths = x.toBooleanArray();
        for (int i = 0; i < cells.length; i++) {
          cells[i] = Boolean.toString(truths[i]);
        }
      }
    }
    return cells;
  }

  // -- The layout.

  /// The next elements from this axis on, the first bracket standing after `axis` others.
  private String axis(int axis) {
    if (axis == shape.rank()) {
      return cell();
    }
    int indent = OPENING.length() + axis + 1;
    boolean last = axis == shape.rank() - 1;
    List<String> parts = new ArrayList<>();
    boolean shortened = abbreviated && shape.size(axis) > 2 * EDGE;
    int shown = shortened ? 2 * EDGE : shape.size(axis);
    for (int i = 0; i < shown; i++) {
      if (shortened && i == EDGE) {
        parts.add(LEFT_OUT);
      }
      parts.add(axis(axis + 1));
    }
    if (last) {
      return "[" + row(parts, indent) + "]";
    }
    String between = "," + "\n".repeat(shape.rank() - 1 - axis) + " ".repeat(indent);
    return "[" + String.join(between, parts) + "]";
  }

  private String cell() {
    String cell = cells[next++];
    return " ".repeat(width - cell.length()) + cell;
  }

  /// A row of cells, broken into lines of as many cells as fit.
  private String row(List<String> cells, int indent) {
    // The comma behind the last cell of a line counts, the space after it does not.
    int fitting = Math.max(1, (LINE + 1 - indent) / (width + 2));
    StringJoiner lines = new StringJoiner(",\n" + " ".repeat(indent));
    for (int from = 0; from < cells.size(); from += fitting) {
      lines.add(String.join(", ", cells.subList(from, Math.min(from + fitting, cells.size()))));
    }
    return lines.toString();
  }
}
