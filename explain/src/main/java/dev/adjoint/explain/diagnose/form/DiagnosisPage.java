package dev.adjoint.explain.diagnose.form;

import dev.adjoint.explain.diagnose.Diagnosis;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Healthy;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Refused;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.report.Block;
import dev.adjoint.plot.report.Report;
import dev.adjoint.plot.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A diagnosis as a page in one file, with both curves of every trial as a picture.
public final class DiagnosisPage {

  private DiagnosisPage() {}

  /// The page.
  ///
  /// @param subject what was diagnosed, such as the folder of a run
  /// @param language English or Chinese
  public static Report of(Diagnosis diagnosis, String subject, Locale language) {
    List<Section> sections = new ArrayList<>();
    for (Finding finding : diagnosis.findings()) {
      sections.add(section(finding, language));
    }
    sections.add(
        new Section(
            new Sentence("All checks", "全部检查").in(language), List.of(checks(diagnosis, language))));
    return new Report(
        isChinese(language) ? "zh-CN" : "en",
        Sentence.of("Diagnosis of %s", "%s 的诊断", subject).in(language),
        DiagnosisText.summary(diagnosis).in(language),
        sections,
        "");
  }

  private static boolean isChinese(Locale language) {
    return language.getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  private static Section section(Finding finding, Locale language) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(finding.sentence().in(language)));
    if (!finding.evidence().isEmpty()) {
      blocks.add(evidence(finding.evidence(), language));
    }
    blocks.add(
        new Block.Paragraph(
            Sentence.of("Cure: %s.", "对策：%s。", finding.cure().advice()).in(language)));
    finding
        .cure()
        .trial()
        .ifPresent(trial ->
            blocks.add(
                new Block.Figure(
                    picture(trial, language),
                    Sentence.of("%s. %s", "%s。%s", trial.text(), DiagnosisText.verdict(trial))
                        .in(language))));
    return new Section(
        "%s (%s)".formatted(finding.check(), finding.severity().words().in(language)), blocks);
  }

  private static Block evidence(List<Evidence> evidence, Locale language) {
    return new Block.Table(
        "",
        List.of(
            new Sentence("evidence", "依据").in(language), new Sentence("value", "数值").in(language)),
        evidence.stream()
            .map(each -> List.of(each.what().in(language), NumberText.of(each.value(), 4)))
            .toList());
  }

  /// Both curves of a trial over the steps.
  public static Picture picture(CureTrial trial, Locale language) {
    Axis step = Axis.linear(new Sentence("step", "步").in(language));
    String measure = trial.measure().in(language);
    Axis figure = TerminalCurves.isWide(trial) ? Axis.log(measure) : Axis.linear(measure);
    return Chart.of("", step, figure)
        .with(line(trial.before(), 0, language).dashed())
        .with(line(trial.after(), 1, language))
        .toPicture();
  }

  private static Line line(Curve curve, int index, Locale language) {
    double[] steps = curve.steps().stream().mapToDouble(Long::doubleValue).toArray();
    double[] values = curve.values().stream().mapToDouble(Double::doubleValue).toArray();
    return Line.of(curve.name().in(language), steps, values, Palette.series(index));
  }

  private static Block checks(Diagnosis diagnosis, Locale language) {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : diagnosis.outcomes()) {
      rows.add(
          switch (outcome) {
            case Finding finding ->
                List.of(
                    finding.check(),
                    finding.severity().words().in(language),
                    finding.sentence().in(language));
            case Healthy healthy ->
                List.of(
                    healthy.check(),
                    new Sentence("nothing found", "未发现问题").in(language),
                    healthy.sentence().in(language));
            case Refused refused ->
                List.of(
                    refused.check(),
                    new Sentence("does not apply", "不适用").in(language),
                    refused.reason().in(language));
          });
    }
    return new Block.Table(
        "",
        List.of(
            new Sentence("check", "检查").in(language),
            new Sentence("result", "结果").in(language),
            new Sentence("what was seen", "所见").in(language)),
        rows);
  }
}
