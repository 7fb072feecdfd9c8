package dev.adjoint.explain.trace;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A traced step as a document: the forward pass, the backward pass, the updates, and what the step
/// saved.
public final class StepReport {

  private static final int DIGITS = 6;
  private static final int MOST = 4;

  private final StepTrace trace;
  private final Wording words;

  private StepReport(StepTrace trace, Wording words) {
    this.trace = trace;
    this.words = words;
  }

  /// The document.
  public static Report of(StepTrace trace, Wording words) {
    return new StepReport(trace, words).report();
  }

  private Report report() {
    List<Section> sections = new ArrayList<>();
    sections.add(
        folded(
            words.text("step.forward"),
            table(
                forward(),
                "step.value",
                "step.role",
                "step.shape",
                "step.operation",
                "step.numbers")));
    String loss = words.text("step.loss", NumberText.of(trace.loss().value().item(), 9));
    sections.add(Section.of("", new Block.Paragraph(loss)));
    sections.add(
        folded(
            words.text("step.backward"),
            table(backward(), "step.operation", "step.gives", "step.adds", "step.so-far")));
    if (!trace.updates().isEmpty()) {
      sections.add(
          folded(
              words.text("step.update", trace.updates().getFirst().rule()),
              table(
                  updates(),
                  "step.parameter",
                  "step.old",
                  "step.gradient",
                  "step.new",
                  "step.largest")));
    }
    trace
        .lossAfter()
        .ifPresent(after -> {
          double before = trace.loss().value().item();
          String again =
              words.text("step.again", NumberText.of(after, 9), NumberText.of(before - after, 6));
          sections.add(Section.of("", new Block.Paragraph(again)));
        });
    return new Report(words.tag(), words.text("step.title"), "", sections, "");
  }

  private static Section folded(String summary, Block.Table table) {
    return Section.of("", new Block.Folded(summary, true, List.of(table)));
  }

  private Block.Table table(List<List<String>> rows, String... keys) {
    return new Block.Table("", Arrays.stream(keys).map(key -> words.text(key)).toList(), rows);
  }

  private List<List<String>> forward() {
    List<List<String>> rows = new ArrayList<>();
    for (TracedValue value : trace.values()) {
      String made =
          value.maker().isEmpty() ? "" : made(trace.operations().get(value.maker().getAsInt()));
      rows.add(
          List.of(
              value.name(),
              words.text("role." + value.role().name().toLowerCase(Locale.ROOT)),
              value.value().shape().toString(),
              made,
              numbers(value.value())));
    }
    return rows;
  }

  private String made(TracedOperation operation) {
    return operation.inputs().stream()
        .map(id -> trace.value(id).name())
        .collect(Collectors.joining(", ", operation.label() + "(", ")"));
  }

  private List<List<String>> backward() {
    List<List<String>> rows = new ArrayList<>();
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

  private List<List<String>> updates() {
    List<List<String>> rows = new ArrayList<>();
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

  /// A few numbers as they are; the range of many numbers.
  private String numbers(Tensor tensor) {
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
    return others == 0 ? range : words.text("step.not-finite", range, others);
  }
}
