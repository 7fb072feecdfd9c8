package dev.adjoint.explain.ledger;

import dev.adjoint.explain.document.SumColumn;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.sample.BatchNoise;
import dev.adjoint.explain.why.NumericSeal;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A ledger as a document: what the step did in sentences, the parameters as a table whose columns
/// add up, and the checks.
public final class LedgerReport {

  private final Ledger ledger;
  private final Optional<BatchNoise> noise;
  private final Wording words;

  private LedgerReport(Ledger ledger, Optional<BatchNoise> noise, Wording words) {
    this.ledger = ledger;
    this.noise = noise;
    this.words = words;
  }

  /// The document.
  ///
  /// @param noise of the batch, if it is known
  public static Report of(Ledger ledger, Optional<BatchNoise> noise, Wording words) {
    return new LedgerReport(ledger, noise, words).report();
  }

  private Report report() {
    List<Block> sentences = new ArrayList<>();
    for (String sentence : sentences()) {
      sentences.add(new Block.Paragraph(sentence));
    }
    List<Section> sections =
        List.of(
            new Section("", sentences),
            Section.of(words.text("ledger.by-parameter"), parameters()),
            Section.of(words.text("ledger.whole"), whole()),
            Section.of(
                "",
                check("ledger.slope", ledger.slope(), ledger.promise()),
                check("ledger.bend", ledger.bend(), ledger.curvature())));
    return new Report(words.tag(), words.text("ledger.title"), "", sections, "");
  }

  // -- Sentences.

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    double real = ledger.real();
    sentences.add(
        words.text(
            real <= 0 ? "ledger.fell" : "ledger.rose",
            text(ledger.before()),
            text(ledger.after()),
            text(Math.abs(real)),
            text(-ledger.promise())));
    ledger.lines().stream()
        .min(Comparator.comparingDouble(Ledger.Line::promise))
        .filter(line -> line.promise() < 0 && ledger.promise() < 0)
        .ifPresent(line ->
            sentences.add(
                words.text(
                    "ledger.largest",
                    line.parameter(),
                    percent(line.promise() / ledger.promise()))));
    sentences.add(length());
    if (ledger.promise() < 0) {
      double share = ledger.curvature() / -ledger.promise();
      sentences.add(
          words.text(share >= 0 ? "ledger.took-back" : "ledger.added", percent(Math.abs(share))));
    }
    noise.filter(some -> some.square() > 0).ifPresent(some -> sentences.add(noise(some)));
    return sentences;
  }

  private String length() {
    if (ledger.promise() >= 0) {
      return words.text("ledger.uphill");
    }
    if (ledger.bestPart().isEmpty()) {
      return words.text("ledger.no-lowest");
    }
    double best = ledger.bestPart().getAsDouble();
    if (best < 0.8) {
      return words.text("ledger.too-far", NumberText.of(1 / best, 3), NumberText.of(best, 3));
    }
    return words.text(
        best > 1.25 ? "ledger.too-short" : "ledger.about-right", NumberText.of(best, 3));
  }

  private String noise(BatchNoise some) {
    return words.text(
        some.share() >= 1 ? "ledger.only-noise" : "ledger.noise",
        percent(some.share()),
        some.samples());
  }

  // -- Tables.

  private Block.Table parameters() {
    SumColumn promise =
        SumColumn.of(
            ledger.lines().stream().mapToDouble(Ledger.Line::promise).toArray(), ledger.promise());
    SumColumn curvature =
        SumColumn.of(
            ledger.lines().stream().mapToDouble(Ledger.Line::curvature).toArray(),
            ledger.curvature());
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < ledger.lines().size(); i++) {
      Ledger.Line line = ledger.lines().get(i);
      rows.add(
          List.of(
              line.parameter(),
              "%,d".formatted(line.count()),
              text(line.gradient()),
              text(line.change()),
              promise.numbers().get(i),
              curvature.numbers().get(i)));
    }
    if (promise.rounding().isPresent() || curvature.rounding().isPresent()) {
      rows.add(
          List.of(
              words.text("sum.rounding"),
              "",
              "",
              "",
              promise.rounding().orElse(""),
              curvature.rounding().orElse("")));
    }
    rows.add(List.of(words.text("sum.sum"), "", "", "", promise.sum(), curvature.sum()));
    return new Block.Table(
        "",
        List.of(
            words.text("step.parameter"),
            words.text("ledger.count"),
            "|g|",
            "|Δ|",
            words.text("ledger.promise") + promise.unit(),
            words.text("ledger.curvature") + curvature.unit()),
        rows);
  }

  private Block.Table whole() {
    SumColumn column =
        SumColumn.of(
            new double[] {ledger.promise(), ledger.curvature(), ledger.remainder()}, ledger.real());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(words.text("ledger.promise"), column.numbers().get(0)));
    rows.add(List.of(words.text("ledger.curvature"), column.numbers().get(1)));
    rows.add(List.of(words.text("ledger.remainder"), column.numbers().get(2)));
    column.rounding().ifPresent(rest -> rows.add(List.of(words.text("sum.rounding"), rest)));
    rows.add(List.of(words.text("ledger.real"), column.sum()));
    ledger
        .stepped()
        .ifPresent(stepped -> rows.add(List.of(words.text("ledger.stepped"), text(stepped))));
    return new Block.Table(
        "",
        List.of(words.text("ledger.part"), words.text("ledger.change-of-loss") + column.unit()),
        rows);
  }

  private Block.Check check(String key, NumericSeal seal, double claimed) {
    String name = words.text(key);
    String text =
        switch (seal.verdict()) {
          case AGREES -> words.text("ledger.agrees", name, text(claimed), text(seal.value()));
          case DIFFERS -> words.text("ledger.differs", name, text(claimed), text(seal.value()));
          case KINK, NOT_POSSIBLE -> words.text("ledger.kinks", name);
        };
    return new Block.Check(seal.verdict() != NumericSeal.Verdict.DIFFERS, text);
  }

  private static String percent(double share) {
    return NumberText.of(100 * share, 3) + " %";
  }

  private static String text(double number) {
    return NumberText.of(number, 6);
  }
}
