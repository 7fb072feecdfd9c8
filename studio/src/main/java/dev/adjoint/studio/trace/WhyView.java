package dev.adjoint.studio.trace;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.TracedUpdate;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.trace.UpdateText;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.Factor;
import dev.adjoint.explain.why.NumericSeal;
import dev.adjoint.explain.why.ReplaySeal;
import dev.adjoint.explain.why.TermSum;
import dev.adjoint.explain.why.TermTable;
import dev.adjoint.explain.why.Why;
import dev.adjoint.plot.picture.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The reason of one number as the drawer Why shows it: texts, numbers and seals of the explanation
/// engine, and the address of every factor, as a link to its own reason.
public final class WhyView {

  private static final int DIGITS = 9;

  private WhyView() {}

  /// The reason of a number. A parameter is not computed in the step, so its update is shown and
  /// its gradient is explained.
  ///
  /// @param most the number of terms that are shown of each sum, the largest first
  /// @param words the texts in the language of the page
  /// @throws IllegalArgumentException when the step has no such number or no gradient flows to it
  public static Map<String, Object> of(TracedStep step, Element element, int most, Wording words) {
    TracedValue value = step.trace().value(element.value());
    int flat = element.flat(value.value().shape());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("asked", element.toString());
    map.put("step", step.step());
    map.put("hash", step.hash().substring(0, 8));
    map.put("role", value.role().toString());
    Element shown = element;
    if (value.role() == Role.PARAMETER && !element.isGradient()) {
      map.put("now", NumberText.of(value.value().toDoubleArray()[flat], DIGITS));
      for (TracedUpdate update : step.trace().updates()) {
        if (update.name().equals(element.value())) {
          map.put("update", UpdateText.of(update, flat, words));
        }
      }
      shown = element.gradient();
    } else if (element.isGradient()) {
      map.put("counterpart", new Element(element.value(), false, element.index()).toString());
    } else if (value.gradient().isPresent()) {
      map.put("counterpart", element.gradient().toString());
    }
    map.put("tableOf", shown.value());
    map.put("tableOfGradient", shown.isGradient());
    boolean flows = !shown.isGradient() || value.gradient().isPresent();
    if (flows) {
      expansion(Why.of(step.trace(), words).explain(shown), most, words, map);
    }
    Optional<String> command = step.command().map(form -> form.formatted(element));
    command.ifPresent(line -> map.put("command", line));
    return map;
  }

  private static void expansion(
      Expansion expansion, int most, Wording words, Map<String, Object> map) {
    map.put("number", expansion.element().toString());
    map.put("value", NumberText.of(expansion.stored(), DIGITS));
    map.put(
        "exact",
        Double.isFinite(expansion.stored())
            ? (Object) expansion.stored()
            : Double.toString(expansion.stored()));
    map.put("sign", (int) Math.signum(expansion.stored()));
    map.put("bits", expansion.bits());
    map.put("type", expansion.type().toString());
    map.put("kind", expansion.kind().name().toLowerCase(Locale.ROOT));
    List<Object> parts = new ArrayList<>();
    for (TermSum part : expansion.parts()) {
      parts.add(part(expansion, part, most, words));
    }
    map.put("parts", parts);
    map.put("replay", replay(expansion.replay(), words));
    map.put("numeric", numeric(expansion.numeric()));
    map.put("holds", expansion.holds());
  }

  private static Map<String, Object> part(
      Expansion expansion, TermSum part, int most, Wording words) {
    boolean isSum = expansion.kind() == Expansion.Kind.SUM;
    TermTable table = TermTable.of(part, most, isSum);
    List<Object> rows = new ArrayList<>();
    double largest = 0;
    for (TermTable.Row row : table.rows()) {
      largest = Math.max(largest, Math.abs(row.term().product()));
    }
    for (TermTable.Row row : table.rows()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("left", factor(row.term().left()));
      one.put("right", factor(row.term().right()));
      one.put("product", row.product());
      one.put("share", row.share());
      double product = row.term().product();
      one.put("bar", largest > 0 && Double.isFinite(product) ? product / largest : 0.0);
      rows.add(one);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", part.label());
    map.put("formula", part.formula());
    map.put("shapes", part.shapes());
    map.put("reasons", part.reasons());
    map.put("rows", rows);
    map.put("unit", table.unit());
    table.rest().ifPresent(rest -> map.put("rest", rest));
    map.put("restCount", part.terms().size() - table.rows().size());
    table.rounding().ifPresent(rounding -> map.put("rounding", rounding));
    map.put("sum", table.sum());
    map.put("isSum", isSum);
    map.put("count", part.terms().size());
    map.put("positive", NumberText.of(part.terms().positive(), 6));
    map.put("negative", NumberText.of(part.terms().negative(), 6));
    map.put("value", NumberText.of(part.stored(), DIGITS));
    map.put("replay", replay(part.replay(), words));
    return map;
  }

  private static Map<String, Object> factor(Factor factor) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", NumberText.of(factor.number(), DIGITS));
    factor.element().ifPresent(element -> map.put("at", element.toString()));
    return map;
  }

  private static Map<String, Object> replay(ReplaySeal seal, Wording words) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("same", seal.sameBits());
    map.put("order", words.phrase("order", seal.order()));
    map.put("deviation", seal.deviation() == 0 ? "" : NumberText.of(seal.deviation(), 2));
    return map;
  }

  private static Map<String, Object> numeric(NumericSeal seal) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("verdict", seal.verdict().name().toLowerCase(Locale.ROOT));
    map.put("value", NumberText.of(seal.value(), DIGITS));
    map.put("difference", NumberText.of(seal.difference(), 2));
    map.put("h", seal.h() > 0 ? NumberText.of(seal.h(), 3) : "");
    map.put("note", seal.note());
    return map;
  }
}
