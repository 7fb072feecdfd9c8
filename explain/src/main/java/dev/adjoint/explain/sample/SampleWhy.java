package dev.adjoint.explain.sample;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.Term;
import dev.adjoint.explain.why.Why;
import dev.adjoint.explain.why.WhyReport;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The part of a gradient that comes from one sample of the batch, as a sum of products: those
/// terms of the gradient whose left factor belongs to the sample.
///
/// The sum is compared with the part that a backward pass from the loss of this sample alone gives
/// ([SampleGradients]). Both differ where samples mix, as in batch normalisation, which is said.
///
/// @param sample of the batch, from 0
/// @param terms the gradient with the terms of the sample, and their sum
/// @param whole the gradient of the batch
/// @param alone what the backward pass from the loss of the sample gives, in F64
public record SampleWhy(int sample, Expansion terms, double whole, double alone) {

  private static final int DIGITS = 9;
  private static final double CLOSE = 1e-4;

  /// The part of a sample.
  ///
  /// @param samples the number of samples of the batch
  /// @throws IllegalArgumentException if the element is not one of a parameter with a gradient, or
  ///   there is no such sample
  public static SampleWhy of(StepTrace trace, Why why, Element element, int samples, int sample) {
    TracedValue value = trace.value(element.value());
    if (value.role() != Role.PARAMETER) {
      throw new IllegalArgumentException(
          "explain: %s is no parameter, so its index names its sample already; ask without the sample, or for a parameter"
              .formatted(element));
    }
    if (sample >= samples) {
      throw new IllegalArgumentException(
          "explain: sample %d is asked for but the batch has the samples 0 to %d; choose one of them"
              .formatted(sample, samples - 1));
    }
    Element gradient = element.gradient();
    Expansion all = why.explain(gradient);
    SampleCut cut = new SampleCut(trace, samples);
    SampleGradients apart =
        SampleGradients.of(trace, samples, name -> name.equals(element.value()));
    return new SampleWhy(
        sample,
        all.where((shape, flat) -> cut.isOf(shape, flat, sample)),
        all.stored(),
        apart.of(gradient)[sample]);
  }

  /// Whether the terms are those of this sample alone.
  public boolean isAlone() {
    double size =
        terms.parts().stream().mapToDouble(part -> part.terms().absolute()).sum() + Math.abs(alone);
    return Math.abs(terms.stored() - alone) <= CLOSE * size;
  }

  /// The document.
  ///
  /// @param name what the sample is called
  /// @param most the number of terms that are shown of each sum, the largest
  public Report report(String name, int most, Wording words) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        Section.of(
            "",
            new Block.Paragraph(
                words.text(
                    "whysample.part",
                    name,
                    NumberText.of(terms.stored(), DIGITS),
                    NumberText.of(whole, DIGITS)))));
    sections.addAll(WhyReport.sums(terms, most, words));
    String other = NumberText.of(alone, DIGITS);
    sections.add(
        Section.of(
            "",
            isAlone()
                ? new Block.Check(true, words.text("whysample.given", other))
                : new Block.Paragraph(words.text("whysample.mixed", other))));
    String title = "%s: %s".formatted(terms.element(), words.text("whysample.title", name));
    return new Report(words.tag(), title, "", sections, "");
  }

  /// The same as data.
  public Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", terms.element().toString());
    map.put("sample", sample);
    map.put("part", terms.stored());
    map.put("whole", whole);
    map.put("alone", alone);
    map.put("is_alone", isAlone());
    map.put(
        "products",
        terms.parts().stream()
            .flatMap(part -> part.terms().stream())
            .map(SampleWhy::term)
            .toList());
    return map;
  }

  private static Map<String, Object> term(Term term) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("left", term.left().element().map(Element::toString).orElse(""));
    map.put("left_number", term.left().number());
    map.put("right", term.right().element().map(Element::toString).orElse(""));
    map.put("right_number", term.right().number());
    map.put("product", term.product());
    return map;
  }
}
