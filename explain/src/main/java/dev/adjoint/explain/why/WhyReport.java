package dev.adjoint.explain.why;

import dev.adjoint.explain.document.SumColumn;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// An expansion as a document.
///
/// All products of a table have the same number of decimals, chosen for six digits of the largest,
/// and the table has a row for whatever its printed rows do not add up to, so that they always do.
public final class WhyReport {

  private static final int FACTOR_DIGITS = 9;
  private static final int LINKS = 4;

  private final Expansion expansion;
  private final int most;
  private final Wording words;
  private final Set<String> next = new LinkedHashSet<>();

  private WhyReport(Expansion expansion, int most, Wording words) {
    this.expansion = expansion;
    this.most = most;
    this.words = words;
  }

  /// The document.
  ///
  /// @param expansion with texts in the language of `words`: from [Why#of(StepTrace, Wording)]
  /// @param most the number of terms that are shown of each sum, the largest
  /// @param command from the address of a number to the command that explains it
  public static Report of(
      Expansion expansion, int most, UnaryOperator<String> command, Wording words) {
    return new WhyReport(expansion, most, words).report(command);
  }

  /// The sums alone, without the checks of the whole number.
  ///
  /// @param most the number of terms that are shown of each sum, the largest
  public static List<Section> sums(Expansion expansion, int most, Wording words) {
    WhyReport report = new WhyReport(expansion, most, words);
    return expansion.parts().stream().map(report::part).toList();
  }

  private Report report(UnaryOperator<String> command) {
    String title =
        "%s = %s   (%s, %s)"
            .formatted(
                expansion.element(),
                NumberText.of(expansion.stored(), FACTOR_DIGITS),
                expansion.type(),
                words.text("why.bits", expansion.bits()));
    List<Section> sections = new ArrayList<>();
    if (expansion.kind() == Expansion.Kind.GIVEN) {
      sections.add(Section.of("", new Block.Paragraph(order(expansion.replay()))));
    }
    expansion.parts().forEach(part -> sections.add(part(part)));
    if (expansion.parts().size() > 1) {
      sections.add(Section.of(words.text("why.contributions"), contributions()));
    }
    sections.add(Section.of("", numeric(), bits()));
    if (!next.isEmpty()) {
      String commands = next.stream().limit(LINKS).map(command).collect(Collectors.joining("\n"));
      sections.add(Section.of(words.text("why.go-on"), new Block.Code(commands)));
    }
    return new Report(words.tag(), title, "", sections, "");
  }

  private Section part(TermSum part) {
    boolean isSum = expansion.kind() == Expansion.Kind.SUM;
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Formula(part.formula()));
    blocks.add(new Block.Paragraph(words.text("why.shapes", part.shapes())));
    part.reasons()
        .forEach(reason -> blocks.add(new Block.Paragraph(words.text("why.because", reason))));
    TermTable table = TermTable.of(part, most, isSum);
    blocks.add(isSum ? sum(part, table) : function(part, table));
    if (isSum && part.terms().size() > 1) {
      blocks.add(
          new Block.Paragraph(
              words.text(
                  "why.signs",
                  NumberText.of(part.terms().positive(), 6),
                  NumberText.of(part.terms().negative(), 6))));
    }
    if (!part.replay().order().isEmpty()) {
      blocks.add(
          new Block.Check(
              part.replay().sameBits(), words.text("why.bits-of", replay(part.replay()))));
    }
    return expansion.parts().size() > 1
        ? Section.of("", new Block.Folded(part.label(), true, blocks))
        : new Section(part.label(), blocks);
  }

  private Block.Table sum(TermSum part, TermTable table) {
    List<List<String>> rows = new ArrayList<>();
    for (TermTable.Row row : table.rows()) {
      Term term = row.term();
      rows.add(
          List.of(
              name(term.left(), ""),
              number(term.left()),
              "×",
              name(term.right(), "∂y/∂x"),
              number(term.right()),
              row.product(),
              row.share()));
    }
    table.rest().ifPresent(rest -> rows.add(row(more(part, table), rest)));
    table.rounding().ifPresent(rest -> rows.add(row(words.text("sum.rounding"), rest)));
    rows.add(row(words.text("sum.sum"), table.sum()));
    return new Block.Table(
        "",
        List.of(
            words.text("why.term"),
            "",
            "",
            words.text("why.times"),
            "",
            words.text("why.product") + table.unit(),
            words.text("why.so-far")),
        rows);
  }

  private Block.Table function(TermSum part, TermTable table) {
    List<List<String>> rows = new ArrayList<>();
    for (TermTable.Row row : table.rows()) {
      Term term = row.term();
      rows.add(
          List.of(
              name(term.left(), ""),
              number(term.left()),
              name(term.right(), "∂y/∂x"),
              number(term.right())));
    }
    if (table.rest().isPresent()) {
      rows.add(List.of(more(part, table), "", "", ""));
    }
    return new Block.Table(
        "", List.of(words.text("why.depends-on"), "", words.text("why.derivative"), ""), rows);
  }

  private static List<String> row(String name, String number) {
    return List.of(name, "", "", "", "", number, "");
  }

  private String more(TermSum part, TermTable table) {
    int count = part.terms().size() - table.rows().size();
    return words.text(count == 1 ? "why.one-more" : "why.more", count);
  }

  private String name(Factor factor, String otherwise) {
    String name = factor.element().map(Element::toString).orElse(otherwise);
    if (factor.element().isPresent()) {
      next.add(name);
    }
    return name;
  }

  private static String number(Factor factor) {
    return NumberText.of(factor.number(), FACTOR_DIGITS);
  }

  /// What each use of the value adds to its gradient, with a row for what the printed digits do not
  /// add up to.
  private Block.Table contributions() {
    List<TermSum> parts = expansion.parts();
    SumColumn column =
        SumColumn.of(
            parts.stream().mapToDouble(TermSum::stored).toArray(),
            expansion.stored(),
            FACTOR_DIGITS);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      rows.add(List.of(parts.get(i).label(), column.numbers().get(i)));
    }
    column.rounding().ifPresent(rest -> rows.add(List.of(words.text("sum.rounding"), rest)));
    rows.add(List.of(expansion.element().toString(), column.sum()));
    return new Block.Table("", List.of("", column.unit().strip()), rows);
  }

  private Block.Check numeric() {
    NumericSeal seal = expansion.numeric();
    String how =
        seal.h() > 0
            ? words.text("why.difference", NumberText.of(seal.h(), 3))
            : words.text("why.same-operations");
    String value = NumberText.of(seal.value(), FACTOR_DIGITS);
    String distance = NumberText.of(seal.difference(), 2);
    String text =
        switch (seal.verdict()) {
          case AGREES -> words.text("why.agrees", value, how, distance);
          case DIFFERS -> words.text("why.differs", value, how, distance);
          case KINK -> words.text("why.at-kink", seal.note());
          case NOT_POSSIBLE -> words.text("why.not-possible", seal.note());
        };
    return new Block.Check(seal.verdict() != NumericSeal.Verdict.DIFFERS, text);
  }

  private Block.Check bits() {
    return new Block.Check(
        expansion.replay().sameBits(), words.text("why.check-of-bits", replay(expansion.replay())));
  }

  private String order(ReplaySeal seal) {
    return words.phrase("order", seal.order());
  }

  private String replay(ReplaySeal seal) {
    String same = words.text(seal.sameBits() ? "why.same" : "why.different", order(seal));
    return seal.deviation() == 0
        ? same
        : words.text("why.off", same, NumberText.of(seal.deviation(), 2));
  }
}
