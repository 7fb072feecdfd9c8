package dev.adjoint.tensor.op.matmul;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// An einsum equation parsed for operands of given shapes: a label for each axis of each operand,
/// and the labels of the result.
///
/// A label is the code of a letter, or a negative number for an axis of `...`. The negative numbers
/// count from the end, −1 being the last axis, so that these axes are aligned as in broadcasting.
record EinsumEquation(List<List<Integer>> operands, List<Integer> output) {

  private static final String ELLIPSIS = "...";

  static EinsumEquation of(String text, List<Shape> shapes) {
    String dense = text.replace(" ", "");
    int arrow = dense.indexOf("->");
    String[] parts = (arrow < 0 ? dense : dense.substring(0, arrow)).split(",", -1);
    if (parts.length != shapes.size()) {
      throw new IllegalArgumentException(
          "einsum: the number of operands in \"%s\" is %d but that of tensors is %d; name each tensor between commas"
              .formatted(text, parts.length, shapes.size()));
    }
    List<List<Integer>> operands = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      operands.add(labels(text, i, parts[i], shapes.get(i)));
    }
    requireOneSizeEach(text, operands, shapes);
    List<Integer> output =
        arrow < 0 ? implicit(operands) : explicit(text, dense.substring(arrow + 2), operands);
    return new EinsumEquation(operands, output);
  }

  private static List<Integer> labels(String text, int operand, String part, Shape shape) {
    int dots = part.indexOf(ELLIPSIS);
    int letters = dots < 0 ? part.length() : part.length() - ELLIPSIS.length();
    if (dots < 0 ? letters != shape.rank() : letters > shape.rank()) {
      throw new ShapeException(
          "einsum",
          "the number of letters for operand %d of \"%s\" is %d but its shape is %s; name each axis, or use ... for the others"
              .formatted(operand, text, letters, shape));
    }
    return read(text, part, shape.rank() - letters);
  }

  /// The labels of one part, in which `...` stands for `others` axes.
  private static List<Integer> read(String text, String part, int others) {
    List<Integer> labels = new ArrayList<>();
    int at = 0;
    while (at < part.length()) {
      char letter = part.charAt(at);
      if (part.startsWith(ELLIPSIS, at) && (labels.isEmpty() || labels.getLast() > 0)) {
        for (int label = -others; label < 0; label++) {
          labels.add(label);
        }
        at += ELLIPSIS.length();
      } else if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')) {
        labels.add((int) letter);
        at++;
      } else {
        throw new IllegalArgumentException(
            "einsum: \"%s\" has '%s' where a letter or one ... must be; write it like \"ij,jk->ik\""
                .formatted(text, letter));
      }
    }
    return labels;
  }

  /// The axes of `...`, then the letters that appear once, in alphabetical order.
  private static List<Integer> implicit(List<List<Integer>> operands) {
    Map<Integer, Integer> counts = new TreeMap<>();
    operands.forEach(labels -> labels.forEach(label -> counts.merge(label, 1, Integer::sum)));
    List<Integer> output = new ArrayList<>();
    counts.forEach((label, count) -> {
      if (label < 0 || count == 1) {
        output.add(label);
      }
    });
    return output;
  }

  private static List<Integer> explicit(String text, String part, List<List<Integer>> operands) {
    int others = 0;
    for (List<Integer> labels : operands) {
      others = Math.max(others, (int) labels.stream().filter(label -> label < 0).count());
    }
    List<Integer> output = read(text, part, others);
    for (int i = 0; i < output.size(); i++) {
      int label = output.get(i);
      if (output.indexOf(label) != i) {
        throw new IllegalArgumentException(
            "einsum: the result of \"%s\" names %s twice; each label names one axis of it"
                .formatted(text, name(label)));
      }
      if (operands.stream().noneMatch(labels -> labels.contains(label))) {
        throw new IllegalArgumentException(
            "einsum: the result of \"%s\" names %s, which no operand does; take it away or name an axis so"
                .formatted(text, name(label)));
      }
    }
    return output;
  }

  private static void requireOneSizeEach(
      String text, List<List<Integer>> operands, List<Shape> shapes) {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      for (int axis = 0; axis < shapes.get(i).rank(); axis++) {
        int label = operands.get(i).get(axis);
        int size = shapes.get(i).size(axis);
        int before = Objects.requireNonNullElse(sizes.putIfAbsent(label, size), size);
        if (size != before && size != 1 && before != 1) {
          throw new ShapeException(
              "einsum",
              "the axes that \"%s\" names %s have sizes %d and %d (shapes %s); they must be equal or one of them 1"
                  .formatted(text, name(label), before, size, shapes));
        }
        sizes.merge(label, size, (a, b) -> a == 1 ? b : a);
      }
    }
  }

  private static String name(int label) {
    return label < 0 ? ELLIPSIS : String.valueOf((char) label);
  }
}
