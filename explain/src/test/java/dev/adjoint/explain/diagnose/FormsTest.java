package dev.adjoint.explain.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.diagnose.check.Checks;
import dev.adjoint.explain.diagnose.check.FirstLossCheck;
import dev.adjoint.explain.diagnose.check.InitialisationCheck;
import dev.adjoint.explain.diagnose.check.RateTooHighCheck;
import dev.adjoint.explain.diagnose.check.TinyBatchNormCheck;
import dev.adjoint.explain.diagnose.check.TrainingCheck;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Healthy;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Refused;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.form.DiagnosisMap;
import dev.adjoint.explain.diagnose.form.DiagnosisPage;
import dev.adjoint.explain.diagnose.form.DiagnosisText;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FormsTest {

  private static final Pattern NUMBER =
      Pattern.compile("[−-]?\\d[\\d,]*(\\.\\d+)?(×10[⁻⁰-⁹¹²³]+)?|∞");

  private static final TrainingSetup SETUP =
      Planted.setup(Planted.network(Activation.TANH, 1), new Sgd(30), Planted.blobs(240, 1));

  private static final Diagnosis DIAGNOSIS =
      Diagnosis.of(
          SETUP,
          List.of(
              new RateTooHighCheck(),
              new FirstLossCheck(),
              new InitialisationCheck(),
              new TinyBatchNormCheck()),
          _ -> {});

  private static List<String> numbers(String text) {
    List<String> found = new ArrayList<>();
    NUMBER.matcher(text).results().forEach(match -> found.add(match.group()));
    found.sort(null);
    return found;
  }

  private static Sentence sentence(Outcome outcome) {
    return switch (outcome) {
      case Finding finding -> finding.sentence();
      case Healthy healthy -> healthy.sentence();
      case Refused refused -> refused.reason();
    };
  }

  @Test
  void bothLanguagesHaveTheSameNumbers() {
    Diagnosis all = Diagnosis.of(SETUP);
    assertThat(all.findings()).isNotEmpty();
    for (Outcome outcome : all.outcomes()) {
      Sentence sentence = sentence(outcome);
      assertThat(numbers(sentence.chinese()))
          .as("%s", sentence)
          .isEqualTo(numbers(sentence.english()));
      assertThat(sentence.chinese()).matches(".*[\\u4e00-\\u9fff].*");
      if (outcome instanceof Finding finding) {
        Sentence advice = finding.cure().advice();
        assertThat(numbers(advice.chinese())).isEqualTo(numbers(advice.english()));
        finding
            .cure()
            .trial()
            .ifPresent(trial ->
                assertThat(numbers(trial.text().chinese()))
                    .isEqualTo(numbers(trial.text().english())));
      }
    }
  }

  @Test
  void everyCheckHasANameOfItsOwnAndAQuestionInBothLanguages() {
    assertThat(Checks.ALL).extracting(TrainingCheck::name).doesNotHaveDuplicates();
    assertThat(Checks.ALL)
        .allSatisfy(check -> {
          assertThat(check.name()).matches("[a-z]+(-[a-z]+)*");
          assertThat(check.question().english()).endsWith("?");
          assertThat(check.question().chinese()).endsWith("？");
        });
  }

  @Test
  void theTextHasTheFindingItsCureAndBothCurves() {
    List<String> lines = DiagnosisText.of(DIAGNOSIS, Locale.ENGLISH, true);
    assertThat(lines.getFirst())
        .isEqualTo("1 of 3 checks found something; 1 more do not apply here.");
    String text = String.join("\n", lines);
    assertThat(text)
        .contains("1. rate-too-high (wrong)")
        .contains("   Cure: multiply the step size by ")
        .contains("The trial confirms it.")
        .containsPattern("as it is +[▁-█×]+ ")
        .containsPattern("with the cure +[▁-█×]+ ")
        .contains("✓ first-loss: the first loss is ")
        .contains("– tiny-batch-norm: no layer takes statistics over the batch");
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(101));
    assertThat(DiagnosisText.of(DIAGNOSIS, Locale.CHINESE, false).getFirst())
        .isEqualTo("3 项检查中有 1 项发现问题；另有 1 项在这里不适用。");
  }

  @Test
  void theMapHasEveryNumberOfBothCurves() {
    Map<String, Object> map = DiagnosisMap.of(DIAGNOSIS);
    assertThat(map).containsOnlyKeys("findings", "healthy", "refused");
    assertThat(String.valueOf(map.get("findings")))
        .contains("check=rate-too-high")
        .contains("severity=error")
        .contains("helped=true")
        .contains("zh=学习率太大");
    CureTrial trial = DIAGNOSIS.findings().getFirst().cure().trial().orElseThrow();
    assertThat(String.valueOf(map.get("findings")))
        .contains("values=" + trial.after().values())
        .contains("steps=" + trial.after().steps());
  }

  @Test
  void aNumberThatJsonDoesNotHaveIsAText() {
    Curve diverged = new Curve(CureTrial.AS_IT_IS, List.of(1L, 2L), List.of(1.5, Double.NaN));
    Curve cured = Curve.of(CureTrial.WITH_CURE, List.of(1.5, 1.0));
    CureTrial trial = CureTrial.ofLoss(CureTrial.TRAINING_LOSS, diverged, cured);
    assertThat(trial.helped()).isTrue();
    assertThat(trial.figureBefore()).isEqualTo(Double.POSITIVE_INFINITY);
    Finding finding =
        new Finding(
            "not-finite",
            dev.adjoint.explain.diagnose.finding.Severity.ERROR,
            Sentence.same("x"),
            List.of(),
            dev.adjoint.explain.diagnose.finding.Cure.tried(Sentence.same("y"), trial));
    assertThat(DiagnosisMap.of(finding).toString())
        .contains("figure_before=Infinity")
        .contains("values=[1.5, NaN]");
    assertThat(DiagnosisText.of(new Diagnosis(List.of(finding)), Locale.ENGLISH, false))
        .anySatisfy(line -> assertThat(line).contains("as it is").contains("×"));
  }

  @Test
  void thePageShowsBothCurvesAsAPictureInBothLanguages() {
    String english = DiagnosisPage.of(DIAGNOSIS, "runs/x", Locale.ENGLISH).toHtml();
    assertThat(english)
        .contains("<h1>Diagnosis of runs/x</h1>")
        .contains("rate-too-high (wrong)")
        .contains("<svg")
        .contains("with the cure");
    String chinese = DiagnosisPage.of(DIAGNOSIS, "runs/x", Locale.CHINESE).toHtml();
    assertThat(chinese).contains("lang=\"zh-CN\"").contains("runs/x 的诊断").contains("采用对策");
  }

  @Test
  void aCurveIsJudgedByTheMeanOfItsLastQuarter() {
    assertThat(Curve.of(CureTrial.AS_IT_IS, List.of(9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 2.0, 4.0)).last())
        .isEqualTo(3);
    assertThat(Curve.of(CureTrial.AS_IT_IS, List.of(5.0)).last()).isEqualTo(5);
    assertThat(Curve.of(CureTrial.AS_IT_IS, List.of()).last()).isNaN();
  }
}
