package dev.adjoint.explain.why;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An expansion as maps, lists, texts and numbers, for JSON: all terms with their factors, the
/// order of the sums, and the seals. Numbers that JSON cannot carry are texts, such as `NaN`. Each
/// term has its position along the axes that are summed over, so that the package
/// [dev.adjoint.explain.receipt] can add the terms up again in the order that is named.
public final class WhyMap {

  private WhyMap() {}

  /// The map.
  public static Map<String, Object> of(Expansion expansion) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("number", expansion.element().toString());
    map.put("kind", expansion.kind().name().toLowerCase(Locale.ROOT));
    map.put("type", expansion.type().toString());
    map.put("value", number(expansion.stored()));
    map.put("bits", expansion.bits());
    map.put("sums", expansion.parts().stream().map(WhyMap::sum).toList());
    map.put("replay", replay(expansion.replay()));
    map.put("numeric", numeric(expansion.numeric()));
    map.put("holds", expansion.holds());
    return map;
  }

  private static Map<String, Object> sum(TermSum part) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("operation", part.label());
    map.put("formula", part.formula());
    map.put("shapes", part.shapes());
    map.put("reasons", part.reasons());
    map.put("value", number(part.stored()));
    map.put("positive", number(part.terms().positive()));
    map.put("negative", number(part.terms().negative()));
    map.put("replay", replay(part.replay()));
    List<Map<String, Object>> terms = new ArrayList<>();
    List<Products.Group> groups =
        part.terms().groups().stream().filter(group -> group.elements().length > 0).toList();
    for (int number = 0; number < groups.size(); number++) {
      Products.Group group = groups.get(number);
      int[] positions = Rounding.positions(group);
      for (int i = 0; i < positions.length; i++) {
        Term term = group.term(i);
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("factors", List.of(factor(term.left()), factor(term.right())));
        one.put("product", number(term.product()));
        one.put("group", number);
        one.put("position", positions[i]);
        one.put("outer", Rounding.outer(group, i));
        terms.add(one);
      }
    }
    map.put("terms", terms);
    return map;
  }

  private static Map<String, Object> factor(Factor factor) {
    Map<String, Object> map = new LinkedHashMap<>();
    factor.element().ifPresent(element -> map.put("of", element.toString()));
    map.put("value", number(factor.number()));
    return map;
  }

  private static Map<String, Object> replay(ReplaySeal seal) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("same_bits", seal.sameBits());
    map.put("from_terms", seal.fromTerms());
    map.put("order", seal.order());
    map.put("deviation", number(seal.deviation()));
    return map;
  }

  private static Map<String, Object> numeric(NumericSeal seal) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("verdict", seal.verdict().name().toLowerCase(Locale.ROOT));
    map.put("value", number(seal.value()));
    map.put("relative_difference", number(seal.difference()));
    map.put("h", number(seal.h()));
    map.put("note", seal.note());
    return map;
  }

  static Object number(double number) {
    return Double.isFinite(number) ? number : Double.toString(number);
  }
}
