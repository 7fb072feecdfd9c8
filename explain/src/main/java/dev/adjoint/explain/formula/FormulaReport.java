package dev.adjoint.explain.formula;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.HessianColumn;
import dev.adjoint.explain.why.HessianReport;
import dev.adjoint.explain.why.WhyMap;
import dev.adjoint.explain.why.WhyReport;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The working of a formula as a document and as data.
public final class FormulaReport {

  private static final int DIGITS = 9;

  private FormulaReport() {}

  /// The document.
  ///
  /// @param working with texts in the language of `words`
  /// @param most the number of terms that are shown of each sum, the largest
  public static Report of(FormulaWorking working, int most, Wording words) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        Section.of(
            "",
            new Block.Table(
                "",
                List.of(
                    words.text("step.value"),
                    words.text("step.operation"),
                    words.text("step.numbers"),
                    words.text("step.gradient")),
                rows(working))));
    for (Expansion derivative : working.derivatives()) {
      Report part = WhyReport.of(derivative, most, number -> number, words);
      List<Block> blocks = new ArrayList<>();
      for (Section section : part.sections()) {
        // A formula is shown whole, so there is nothing to go on with.
        if (!section.heading().equals(words.text("why.go-on"))) {
          if (!section.heading().isEmpty()) {
            blocks.add(new Block.Paragraph(section.heading()));
          }
          blocks.addAll(section.blocks());
        }
      }
      sections.add(new Section(part.title(), blocks));
    }
    for (HessianColumn column : working.second()) {
      sections.add(HessianReport.section(column, FormulaWorking.RESULT, most, words));
    }
    String title =
        "f = %s = %s".formatted(working.formula(), number(working.trace().loss().value()));
    return new Report(words.tag(), title, working.point().toString(), sections, "");
  }

  private static List<List<String>> rows(FormulaWorking working) {
    List<List<String>> rows = new ArrayList<>();
    for (TracedValue value : working.trace().values()) {
      if (value.role() != Role.CONSTANT) {
        rows.add(
            List.of(
                value.name(),
                value.maker().isPresent() ? made(working, value.maker().getAsInt()) : "",
                number(value.value()),
                value.gradient().map(FormulaReport::number).orElse("")));
      }
    }
    return rows;
  }

  private static String made(FormulaWorking working, int maker) {
    TracedOperation operation = working.trace().operations().get(maker);
    return operation.inputs().stream()
        .map(id -> working.trace().value(id))
        .map(input -> input.role() == Role.CONSTANT ? number(input.value()) : input.name())
        .collect(Collectors.joining(", ", operation.label() + "(", ")"));
  }

  private static String number(Tensor tensor) {
    return NumberText.of(tensor.item(), DIGITS);
  }

  /// The working as maps, lists, texts and numbers, for JSON. Each entry of `derivatives` has the
  /// form that [dev.adjoint.explain.receipt.ReceiptCheck] checks.
  public static Map<String, Object> map(FormulaWorking working) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("formula", working.formula().toString());
    map.put("at", working.point().numbers());
    map.put("value", working.trace().loss().value().item());
    map.put("derivatives", working.derivatives().stream().map(WhyMap::of).toList());
    map.put("second", working.second().stream().map(HessianReport::map).toList());
    map.put("holds", working.holds());
    return map;
  }
}
