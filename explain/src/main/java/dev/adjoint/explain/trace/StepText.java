package dev.adjoint.explain.trace;

import dev.adjoint.explain.lesson.text.DisplayWidth;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A traced step as tables of plain text: the forward pass, the backward pass, the updates, and
/// what the step saved.
public final class StepText {

  private static final int DIGITS = 6;
  private static final int MOST = 4;

  private StepText() {}

  /// The lines.
  public static List<String> of(StepTrace trace) {
    List<String> lines = new ArrayList<>();
    lines.add("forward");
    lines.addAll(table(forward(trace)));
    lines.add("");
    lines.add("loss = %s".formatted(NumberText.of(trace.loss().value().item(), 9)));
    lines.add("");
    lines.add("backward, in the order of the visits");
    lines.addAll(table(backward(trace)));
    if (!trace.updates().isEmpty()) {
      lines.add("");
      lines.add("update by %s".formatted(trace.updates().getFirst().rule()));
      lines.addAll(table(updates(trace)));
    }
    trace
        .lossAfter()
        .ifPresent(after -> {
          double before = trace.loss().value().item();
          lines.add("");
          lines.add(
              "the same samples again: loss %s, the step saved %s"
                  .formatted(NumberText.of(after, 9), NumberText.of(before - after, 6)));
        });
    return lines;
  }

  private static List<List<String>> forward(StepTrace trace) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("value", "role", "shape", "operation", "numbers"));
    for (TracedValue value : trace.values()) {
      String made =
          value.maker().isEmpty()
              ? ""
              : made(trace, trace.operations().get(value.maker().getAsInt()));
      rows.add(
          List.of(
              value.name(),
              value.role().toString(),
              value.value().shape().toString(),
              made,
              numbers(value.value())));
    }
    return rows;
  }

  private static String made(StepTrace trace, TracedOperation operation) {
    return operation.inputs().stream()
        .map(id -> trace.value(id).name())
        .collect(Collectors.joining(", ", operation.label() + "(", ")"));
  }

  private static List<List<String>> backward(StepTrace trace) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("operation", "gives", "adds", "gradient so far"));
    Map<Integer, Tensor> sums = new HashMap<>();
    for (Visit visit : trace.visits()) {
      TracedOperation operation = trace.operations().get(visit.operation());
      String name = trace.value(operation.outputs().getFirst()).name();
      for (int i = 0; i < operation.inputs().size(); i++) {
        if (visit.contributions().get(i).isPresent()) {
          Tensor part = visit.contributions().get(i).get();
          int input = operation.inputs().get(i);
          boolean isFirst = !sums.containsKey(input);
          Tensor sum = sums.merge(input, part, Tensor::add);
          rows.add(
              List.of(
                  name,
                  trace.value(input).name() + ".grad",
                  numbers(part),
                  isFirst ? "" : numbers(sum)));
        }
      }
    }
    return rows;
  }

  private static List<List<String>> updates(StepTrace trace) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("parameter", "old value", "gradient", "new value", "largest change"));
    for (TracedUpdate update : trace.updates()) {
      double[] before = update.before().toDoubleArray();
      double[] after = update.after().toDoubleArray();
      double largest = 0;
      for (int i = 0; i < before.length; i++) {
        double change = Math.abs(after[i] - before[i]);
        largest = change <= largest ? largest : change;
      }
      rows.add(
          List.of(
              update.name(),
              numbers(update.before()),
              numbers(update.gradient()),
              numbers(update.after()),
              NumberText.of(largest, DIGITS)));
    }
    return rows;
  }

  /// A few numbers as they are, of many the range.
  private static String numbers(Tensor tensor) {
    double[] all = tensor.toDoubleArray();
    if (all.length == 1) {
      return NumberText.of(all[0], DIGITS);
    }
    if (all.length <= MOST) {
      return Arrays.stream(all)
          .mapToObj(number -> NumberText.of(number, DIGITS))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    double least = Double.NaN;
    double largest = Double.NaN;
    int others = 0;
    for (double number : all) {
      if (Double.isFinite(number)) {
        least = number >= least ? least : number;
        largest = number <= largest ? largest : number;
      } else {
        others++;
      }
    }
    String range = "%s … %s".formatted(NumberText.of(least, 4), NumberText.of(largest, 4));
    return others == 0 ? range : "%s, %,d not finite".formatted(range, others);
  }

  private static List<String> table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < columns; i++) {
        line.append(DisplayWidth.padRight(row.get(i), widths[i])).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
