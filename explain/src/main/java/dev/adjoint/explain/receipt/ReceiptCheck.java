package dev.adjoint.explain.receipt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Computes everything again that the entry `why` of a document of `adjoint explain --json` claims:
/// the bits of the number, each product, each sum in the order of rounding that is named, positive
/// and negative part, deviation, the sum of the contributions, and the distance of the check in
/// F64.
public final class ReceiptCheck {

  private static final Set<String> KINDS = Set.of("given", "sum", "function");
  private static final double CLOSE = 1e-9;
  private static final double F32_ROUNDING = 1e-5;
  private static final double F64_ROUNDING = 1e-12;
  private static final double F32_TOLERANCE = 2e-4;
  private static final double F64_TOLERANCE = 1e-6;

  private final List<String> problems = new ArrayList<>();

  /// The number that the document states for each address; one address is one number.
  private final Map<String, Double> known = new HashMap<>();

  private boolean isFloat;
  private double size;

  private ReceiptCheck() {}

  /// Checks a document.
  ///
  /// @param document the document as maps, lists, texts, numbers and truth values; untrusted
  /// @return what is wrong, one sentence each; empty if every claim holds
  public static List<String> problems(Map<?, ?> document) {
    ReceiptCheck check = new ReceiptCheck();
    try {
      check.check(Claims.of("document", document).part("why"));
    } catch (Claims.Malformed e) {
      check.problems.add(String.valueOf(e.getMessage()));
    }
    return List.copyOf(check.problems);
  }

  private void require(boolean holds, String problem, Object... arguments) {
    if (!holds) {
      problems.add(problem.formatted(arguments));
    }
  }

  private void check(Claims why) {
    why.only(
        Set.of("number", "kind", "type", "value", "bits", "sums", "replay", "numeric", "holds"));
    String kind = why.text("kind");
    String type = why.text("type");
    require(KINDS.contains(kind), "the kind '%s' is not known", kind);
    require(
        type.equals("F32") || type.equals("F64") || kind.equals("given"),
        "the type '%s' is not F32 or F64",
        type);
    isFloat = type.equals("F32");
    double value = why.number("value");
    require(isFloat(value), "the value %s is not a number of type %s", value, type);
    require(
        bits(value).equals(why.text("bits")),
        "the bits %s are not those of %s",
        why.text("bits"),
        value);
    know(why.text("number"), value);
    List<?> sums = why.list("sums");
    require(
        kind.equals("given") == sums.isEmpty(),
        "a number of kind %s has %d sums",
        kind,
        sums.size());
    double total = Double.NaN;
    double exact = 0;
    for (int i = 0; i < sums.size(); i++) {
      Claims sum = Claims.of("sums[%d]".formatted(i), sums.get(i));
      exact += sum(sum, kind);
      double part = sum.number("value");
      total = i == 0 ? part : new StatedOrder(isFloat).add(total, part);
    }
    if (!sums.isEmpty()) {
      require(isSame(total, value), "the contributions add up to %s, not to %s", total, value);
    }
    Claims replay = replay(why.part("replay"));
    if (kind.equals("sum") && Double.isFinite(value)) {
      double deviation = replay.number("deviation");
      require(
          Math.abs(deviation - (value - exact)) <= CLOSE * size,
          "the deviation %s is not %s",
          deviation,
          value - exact);
    }
    numeric(why.part("numeric"), kind, value);
    require(why.truth("holds"), "the document itself says that it does not hold");
  }

  /// Checks one sum and returns it, exact except for the rounding of F64.
  private double sum(Claims sum, String kind) {
    sum.only(
        Set.of(
            "operation",
            "formula",
            "shapes",
            "reasons",
            "value",
            "positive",
            "negative",
            "replay",
            "terms"));
    double value = sum.number("value");
    List<?> items = sum.list("terms");
    List<StatedOrder.Term> terms = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    double positive = 0;
    double negative = 0;
    for (int i = 0; i < items.size(); i++) {
      Claims term = Claims.of("%s.terms[%d]".formatted(sum.path(), i), items.get(i));
      term.only(Set.of("factors", "product", "group", "position", "outer"));
      List<?> factors = term.list("factors");
      if (factors.size() != 2) {
        throw new Claims.Malformed(
            "%s has %d factors instead of 2".formatted(term.path(), factors.size()));
      }
      double left = factor(Claims.of(term.path() + ".factors[0]", factors.get(0)));
      double right = factor(Claims.of(term.path() + ".factors[1]", factors.get(1)));
      double product = term.number("product");
      require(
          isSame(left * right, product),
          "%s: %s · %s is not %s",
          term.path(),
          left,
          right,
          product);
      require(
          seen.add(term.whole("group") + " " + Claims.of("", factors.get(0)).fields().get("of")),
          "%s occurs twice in its sum",
          term.path());
      positive += Math.max(product, 0);
      negative += Math.min(product, 0);
      terms.add(
          new StatedOrder.Term(
              left, right, term.whole("group"), term.whole("position"), term.whole("outer")));
    }
    double absolute = positive - negative;
    size += absolute;
    near(sum, "positive", positive, absolute);
    near(sum, "negative", negative, absolute);
    Claims replay = replay(sum.part("replay"));
    if (!kind.equals("sum") || !Double.isFinite(value)) {
      return positive + negative;
    }
    double allowed = isFloat ? F32_ROUNDING : F64_ROUNDING;
    require(
        Math.abs(value - (positive + negative)) <= allowed * absolute,
        "%s: the terms add up to %s, not to %s",
        sum.path(),
        positive + negative,
        value);
    if (replay.truth("from_terms")) {
      String order = replay.text("order");
      require(StatedOrder.isKnown(order), "%s: the order '%s' is not known", sum.path(), order);
      double again = new StatedOrder(isFloat).sum(order, terms);
      require(isSame(again, value), "%s: %s gives %s, not %s", sum.path(), order, again, value);
    }
    return positive + negative;
  }

  private void near(Claims sum, String name, double computed, double absolute) {
    double stated = sum.number(name);
    require(
        !Double.isFinite(computed) || Math.abs(stated - computed) <= CLOSE * absolute,
        "%s: the %s terms add up to %s, not to %s",
        sum.path(),
        name,
        computed,
        stated);
  }

  private double factor(Claims factor) {
    factor.only(Set.of("of", "value"));
    double value = factor.number("value");
    require(isFloat(value), "%s is not a number of the type of the step", factor.path());
    if (factor.has("of")) {
      know(factor.text("of"), value);
    }
    return value;
  }

  private void know(String address, double value) {
    require(address.matches("[^\\[\\]]+(\\[\\d+(,\\d+)*])?"), "'%s' is not an address", address);
    Double before = known.putIfAbsent(address, value);
    require(
        before == null || isSame(before, value), "%s is %s and also %s", address, before, value);
  }

  private Claims replay(Claims replay) {
    replay.only(Set.of("same_bits", "from_terms", "order", "deviation"));
    require(replay.truth("same_bits"), "%s: the bits differ", replay.path());
    return replay;
  }

  private void numeric(Claims numeric, String kind, double value) {
    numeric.only(Set.of("verdict", "value", "relative_difference", "h", "note"));
    String verdict = numeric.text("verdict");
    double other = numeric.number("value");
    double stated = numeric.number("relative_difference");
    switch (verdict) {
      case "agrees" -> {
        double scale =
            Math.max(kind.equals("sum") ? size : 0, Math.max(Math.abs(value), Math.abs(other)));
        double distance = isSame(value, other) || scale == 0 ? 0 : Math.abs(value - other) / scale;
        require(
            Math.abs(distance - stated) <= CLOSE + CLOSE * distance,
            "the number in F64 is off by %s, not by %s",
            distance,
            stated);
        double h = numeric.number("h");
        double noise = h > 0 ? 1e-12 / h : 0;
        require(
            distance <= (isFloat ? F32_TOLERANCE : F64_TOLERANCE)
                || Math.abs(value - other) <= noise,
            "the number in F64, %s, is too far from %s",
            other,
            value);
      }
      case "kink" -> require(numeric.text("note").contains("kink"), "the kink is not described");
      case "not_possible" -> require(!numeric.text("note").isEmpty(), "no reason is given");
      default -> require(false, "the verdict of the check in F64 is '%s'", verdict);
    }
  }

  private boolean isFloat(double value) {
    return !isFloat || Double.isNaN(value) || (float) value == value;
  }

  private String bits(double value) {
    return isFloat
        ? String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits((float) value))
        : String.format(Locale.ROOT, "%016x", Double.doubleToRawLongBits(value));
  }

  private static boolean isSame(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }
}
