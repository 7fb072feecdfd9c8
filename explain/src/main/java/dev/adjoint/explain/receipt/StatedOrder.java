package dev.adjoint.explain.receipt;

import java.util.List;
import java.util.Map;

/// The orders of rounding that a document may name, each as a sum over its terms.
final class StatedOrder {

  private static final int CHAIN = 256;
  private static final int SLICE = 16_384;
  private static final int LANES = 16;

  /// A term of a sum.
  ///
  /// @param group terms of one group come from one value; later groups are added one by one
  /// @param position along the axes that are summed over
  /// @param outer the index along the first of these axes
  record Term(double left, double right, int group, int position, int outer) {}

  @FunctionalInterface
  private interface Start {
    double of(StatedOrder order, List<Term> terms);
  }

  private static final String MORE = ", then the other terms added";

  /// How the first group is added up, by the words of the document.
  private static final Map<String, Start> STARTS =
      Map.of(
          "no term", (_, _) -> 0,
          "one product", (order, terms) -> order.product(terms.getFirst()),
          "one chain of fused multiply–adds", StatedOrder::chains,
          "one chain of fused multiply–adds for each 256 terms, the chains added in order",
              StatedOrder::chains,
          "a sum in F64, rounded once", (order, terms) -> order.round(wide(terms)),
          "a sum in F64 over 16 lanes, rounded once", (order, terms) -> order.round(lanes(terms)),
          "sums in F64 for each index of the first axis, rounded once, and their sum likewise",
              StatedOrder::inTwo,
          "a sum in F64 divided by the count, rounded once", StatedOrder::mean,
          "products rounded one by one and added in order", StatedOrder::products);

  private final boolean isFloat;

  StatedOrder(boolean isFloat) {
    this.isFloat = isFloat;
  }

  static boolean isKnown(String words) {
    return STARTS.containsKey(start(words));
  }

  private static String start(String words) {
    return words.endsWith(MORE) ? words.substring(0, words.length() - MORE.length()) : words;
  }

  /// The sum of the terms in this order.
  double sum(String words, List<Term> terms) {
    List<Term> first = terms.stream().filter(term -> term.group == 0).toList();
    Start start = STARTS.get(start(words));
    if (start == null || (first.isEmpty() && !words.equals("no term"))) {
      return Double.NaN;
    }
    double sum = start.of(this, first);
    for (Term term : terms) {
      if (term.group > 0) {
        sum = add(sum, product(term));
      }
    }
    return sum;
  }

  private double chains(List<Term> terms) {
    double total = 0;
    double slice = 0;
    double chain = 0;
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      chain = fma(term.left, term.right, chain);
      boolean isLast = i == terms.size() - 1;
      int next = isLast ? -1 : terms.get(i + 1).position;
      boolean endsSlice = isLast || next / SLICE != term.position / SLICE;
      boolean endsChain = endsSlice || next % SLICE / CHAIN != term.position % SLICE / CHAIN;
      if (endsChain) {
        slice = add(slice, chain);
        chain = 0;
      }
      if (endsSlice) {
        total = add(total, slice);
        slice = 0;
      }
    }
    return total;
  }

  private static double wide(List<Term> terms) {
    double sum = 0;
    for (Term term : terms) {
      sum += term.left * term.right;
    }
    return sum;
  }

  private static double lanes(List<Term> terms) {
    double[] lanes = new double[LANES];
    for (int i = 0; i < terms.size(); i++) {
      lanes[i % LANES] += terms.get(i).left * terms.get(i).right;
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  private double inTwo(List<Term> terms) {
    double total = 0;
    int from = 0;
    while (from < terms.size()) {
      int to = from;
      while (to < terms.size() && terms.get(to).outer == terms.get(from).outer) {
        to++;
      }
      total += round(lanes(terms.subList(from, to)));
      from = to;
    }
    return round(total);
  }

  private double mean(List<Term> terms) {
    double sum = 0;
    for (Term term : terms) {
      if (term.right != terms.getFirst().right) {
        return Double.NaN;
      }
      sum += term.left;
    }
    return round(sum / Math.rint(1 / terms.getFirst().right));
  }

  private double products(List<Term> terms) {
    double sum = product(terms.getFirst());
    for (Term term : terms.subList(1, terms.size())) {
      sum = add(sum, product(term));
    }
    return sum;
  }

  double add(double a, double b) {
    return isFloat ? (float) a + (float) b : a + b;
  }

  private double product(Term term) {
    return isFloat ? (float) term.left * (float) term.right : term.left * term.right;
  }

  private double fma(double a, double b, double c) {
    return isFloat ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  private double round(double a) {
    return isFloat ? (float) a : a;
  }
}
