package dev.adjoint.explain.why;

import dev.adjoint.explain.lesson.text.DisplayWidth;
import dev.adjoint.plot.picture.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// An expansion as lines of plain text, with aligned columns.
///
/// All products of a table have the same number of decimals, chosen for six digits of the largest,
/// and the table has a row for whatever its printed rows do not add up to, so that they always do.
public final class WhyText {

  private static final int FACTOR_DIGITS = 9;

  private WhyText() {}

  /// The lines.
  ///
  /// @param most the number of terms that are printed of each sum, the largest
  /// @param command from the address of a number to the command that explains it
  public static List<String> of(Expansion expansion, int most, UnaryOperator<String> command) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s = %s   (%s, bits %s)"
            .formatted(
                expansion.element(),
                NumberText.of(expansion.stored(), FACTOR_DIGITS),
                expansion.type(),
                expansion.bits()));
    if (expansion.kind() == Expansion.Kind.GIVEN) {
      lines.add("  " + expansion.replay().order());
    }
    Set<String> next = new LinkedHashSet<>();
    for (TermSum part : expansion.parts()) {
      lines.add("");
      lines.addAll(part(expansion, part, most, next));
    }
    if (expansion.parts().size() > 1) {
      lines.add("");
      lines.addAll(contributions(expansion));
    }
    lines.add("");
    lines.addAll(seals(expansion));
    if (!next.isEmpty()) {
      lines.add("");
      lines.add("go on with");
      next.stream().limit(4).forEach(address -> lines.add("  " + command.apply(address)));
    }
    return lines;
  }

  private static List<String> part(Expansion expansion, TermSum part, int most, Set<String> next) {
    List<String> lines = new ArrayList<>();
    lines.add("%s   %s".formatted(part.label(), part.formula()));
    lines.add("  shapes: " + part.shapes());
    part.reasons().forEach(reason -> lines.add("  because: " + reason));
    boolean isSum = expansion.kind() == Expansion.Kind.SUM;
    TermTable table = TermTable.of(part, most, isSum);
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        isSum
            ? List.of("term", "", "", "times", "", "product" + table.unit(), "so far")
            : List.of("depends on", "", "", "derivative", "", "", ""));
    for (TermTable.Row row : table.rows()) {
      Term term = row.term();
      term.left().element().map(Element::toString).ifPresent(next::add);
      term.right().element().map(Element::toString).ifPresent(next::add);
      rows.add(
          List.of(
              term.left().element().map(Element::toString).orElse(""),
              NumberText.of(term.left().number(), FACTOR_DIGITS),
              isSum ? "×" : "",
              term.right().element().map(Element::toString).orElse("∂y/∂x"),
              NumberText.of(term.right().number(), FACTOR_DIGITS),
              row.product(),
              row.share()));
    }
    table.rest().ifPresent(rest -> rows.add(rest(part, table, rest, isSum)));
    if (isSum) {
      table
          .rounding()
          .ifPresent(rounding ->
              rows.add(List.of("rounding of the printed rows", "", "", "", "", rounding, "")));
      rows.add(List.of("sum", "", "", "", "", table.sum(), ""));
    }
    lines.addAll(aligned(rows));
    if (isSum && part.terms().size() > 1) {
      lines.add(
          "  positive terms %s, negative terms %s"
              .formatted(
                  NumberText.of(part.terms().positive(), 6),
                  NumberText.of(part.terms().negative(), 6)));
    }
    lines.add("  bits: " + replay(part.replay()));
    return lines;
  }

  private static List<String> rest(TermSum part, TermTable table, String rest, boolean isSum) {
    int count = part.terms().size() - table.rows().size();
    String text = "%,d more term%s".formatted(count, count == 1 ? "" : "s");
    return List.of(text, "", "", "", "", isSum ? rest : "", "");
  }

  private static List<String> contributions(Expansion expansion) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("contributions, in the order in which they are added", "", "", "", "", "", ""));
    for (TermSum part : expansion.parts()) {
      rows.add(
          List.of(part.label(), NumberText.of(part.stored(), FACTOR_DIGITS), "", "", "", "", ""));
    }
    rows.add(
        List.of(
            expansion.element().toString(),
            NumberText.of(expansion.stored(), FACTOR_DIGITS),
            "",
            "",
            "",
            "",
            ""));
    return aligned(rows);
  }

  private static List<String> seals(Expansion expansion) {
    NumericSeal numeric = expansion.numeric();
    List<String> lines = new ArrayList<>();
    String how =
        numeric.h() > 0
            ? "a central difference in F64, h = " + NumberText.of(numeric.h(), 3)
            : "the same operations in F64";
    lines.add(
        switch (numeric.verdict()) {
          case AGREES ->
              "check in F64: %s by %s, relative difference %s, agrees"
                  .formatted(
                      NumberText.of(numeric.value(), FACTOR_DIGITS),
                      how,
                      NumberText.of(numeric.difference(), 2));
          case DIFFERS ->
              "check in F64: %s by %s, relative difference %s, DIFFERS"
                  .formatted(
                      NumberText.of(numeric.value(), FACTOR_DIGITS),
                      how,
                      NumberText.of(numeric.difference(), 2));
          case KINK -> "check in F64: %s".formatted(numeric.note());
          case NOT_POSSIBLE -> "check in F64: not possible (%s)".formatted(numeric.note());
        });
    lines.add("check of the bits: " + replay(expansion.replay()));
    return lines;
  }

  private static String replay(ReplaySeal replay) {
    return "%s, by %s%s"
        .formatted(
            replay.sameBits() ? "the same" : "DIFFERENT",
            replay.order(),
            replay.deviation() == 0
                ? ""
                : "; it is off the exact sum of the products by "
                    + NumberText.of(replay.deviation(), 2));
  }

  /// Rows of seven cells; text to the left, numbers to the right.
  private static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[7];
    for (List<String> row : rows.subList(1, rows.size())) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < widths.length; i++) {
        boolean isText = i == 0 || i == 2 || i == 3;
        line.append(
                isText
                    ? DisplayWidth.padRight(row.get(i), widths[i])
                    : DisplayWidth.padLeft(row.get(i), widths[i]))
            .append(widths[i] == 0 ? "" : "  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
