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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A diagnosis as maps, lists, texts and numbers, for JSON. Every text is in English and in
/// Chinese; a number that JSON does not have is the text `NaN`, `Infinity` or `-Infinity`.
public final class DiagnosisMap {

  private DiagnosisMap() {}

  /// The whole diagnosis: `findings` with evidence, cure and both curves, `healthy` and `refused`.
  public static Map<String, Object> of(Diagnosis diagnosis) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("findings", of(diagnosis.outcomes(), Finding.class));
    map.put("healthy", of(diagnosis.outcomes(), Healthy.class));
    map.put("refused", of(diagnosis.outcomes(), Refused.class));
    return map;
  }

  private static List<Map<String, Object>> of(
      List<Outcome> outcomes, Class<? extends Outcome> kind) {
    return outcomes.stream().filter(kind::isInstance).map(DiagnosisMap::of).toList();
  }

  /// What one check says.
  public static Map<String, Object> of(Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("check", outcome.check());
    switch (outcome) {
      case Healthy healthy -> map.put("text", text(healthy.sentence()));
      case Refused refused -> map.put("text", text(refused.reason()));
      case Finding finding -> {
        map.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        map.put("text", text(finding.sentence()));
        map.put("evidence", finding.evidence().stream().map(DiagnosisMap::evidence).toList());
        map.put("cure", text(finding.cure().advice()));
        finding.cure().trial().ifPresent(trial -> map.put("trial", trial(trial)));
      }
    }
    return map;
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("what", text(evidence.what()));
    map.put("value", number(evidence.value()));
    return map;
  }

  private static Map<String, Object> trial(CureTrial trial) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("measure", text(trial.measure()));
    map.put("figure_before", number(trial.figureBefore()));
    map.put("figure_after", number(trial.figureAfter()));
    map.put("helped", trial.helped());
    map.put("before", curve(trial.before()));
    map.put("after", curve(trial.after()));
    return map;
  }

  private static Map<String, Object> curve(Curve curve) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", text(curve.name()));
    map.put("steps", curve.steps());
    map.put("values", curve.values().stream().map(DiagnosisMap::number).toList());
    return map;
  }

  private static Map<String, String> text(Sentence sentence) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("en", sentence.english());
    map.put("zh", sentence.chinese());
    return map;
  }

  private static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }
}
