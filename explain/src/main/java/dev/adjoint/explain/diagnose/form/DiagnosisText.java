package dev.adjoint.explain.diagnose.form;

import dev.adjoint.explain.diagnose.Diagnosis;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Healthy;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Refused;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.lesson.text.DisplayWidth;
import dev.adjoint.plot.picture.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A diagnosis as lines of plain text.
public final class DiagnosisText {

  private static final String INDENT = "   ";
  private static final int WIDTH = 100;

  private DiagnosisText() {}

  /// The findings, each with its evidence, its cure and both curves, and one line about the other
  /// checks.
  ///
  /// @param language English or Chinese
  /// @param all whether the other checks are listed too
  public static List<String> of(Diagnosis diagnosis, Locale language, boolean all) {
    List<String> lines = new ArrayList<>();
    lines.add(summary(diagnosis).in(language));
    int number = 0;
    for (Finding finding : diagnosis.findings()) {
      lines.add("");
      number++;
      lines.addAll(finding(finding, number, language));
    }
    if (all) {
      lines.add("");
      for (Outcome outcome : diagnosis.outcomes()) {
        lines.addAll(line(outcome, language));
      }
    }
    return lines;
  }

  /// How many checks were made, and how many found something.
  public static Sentence summary(Diagnosis diagnosis) {
    int refused = diagnosis.refused().size();
    int made = diagnosis.outcomes().size() - refused;
    return Sentence.of(
        "%s of %s checks found something; %s more do not apply here.",
        "%2$s 项检查中有 %1$s 项发现问题；另有 %3$s 项在这里不适用。", diagnosis.findings().size(), made, refused);
  }

  private static List<String> finding(Finding finding, int number, Locale language) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d. %s (%s)".formatted(number, finding.check(), finding.severity().words().in(language)));
    lines.addAll(wrapped(finding.sentence().in(language), INDENT));
    for (Evidence evidence : finding.evidence()) {
      lines.add(
          "%s- %s: %s"
              .formatted(INDENT, evidence.what().in(language), NumberText.of(evidence.value(), 4)));
    }
    lines.addAll(
        wrapped(Sentence.of("Cure: %s.", "对策：%s。", finding.cure().advice()).in(language), INDENT));
    finding
        .cure()
        .trial()
        .ifPresent(trial -> {
          lines.addAll(
              wrapped(
                  Sentence.of("Tried: %s. %s", "试验：%s。%s", trial.text(), verdict(trial))
                      .in(language),
                  INDENT));
          TerminalCurves.of(trial, language).forEach(row -> lines.add(INDENT + row));
        });
    return lines;
  }

  private static List<String> wrapped(String text, String indent) {
    return DisplayWidth.wrap(text, WIDTH - indent.length()).stream()
        .map(line -> indent + line)
        .toList();
  }

  /// Whether the cure helped, in words.
  static Sentence verdict(CureTrial trial) {
    return trial.helped()
        ? new Sentence("The trial confirms it.", "试验证实有效。")
        : new Sentence("The trial does not confirm it.", "试验未能证实有效。");
  }

  /// What a check says, in a line.
  public static List<String> line(Outcome outcome, Locale language) {
    String text =
        switch (outcome) {
          case Finding finding ->
              "! %s: %s".formatted(finding.check(), finding.sentence().in(language));
          case Healthy healthy ->
              "✓ %s: %s".formatted(healthy.check(), healthy.sentence().in(language));
          case Refused refused ->
              "– %s: %s".formatted(refused.check(), refused.reason().in(language));
        };
    return wrapped(text, "");
  }
}
