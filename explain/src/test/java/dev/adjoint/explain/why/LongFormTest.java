package dev.adjoint.explain.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.document.TerminalText;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedModels;
import dev.adjoint.plot.report.Report;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongFormTest {

  @Test
  void bothFormsAgreeForEveryLogit() {
    StepTrace trace = TracedModels.perceptron().trace();
    for (int i = 0; i < 160; i++) {
      Element logit = Element.parse("3:linear.grad[%d,%d]".formatted(i / 4, i % 4));
      LongForm form = LongForm.of(trace, logit).orElseThrow();
      assertThat(form.holds()).as("%s", form).isTrue();
      double stored = trace.value("3:linear").gradient().orElseThrow().toDoubleArray()[i];
      assertThat(form.sum()).isCloseTo(stored, within(1e-7));
      // −1 / p at the target, 0 elsewhere.
      assertThat(form.outer()[form.target()]).isLessThan(-1);
      assertThat(Arrays.stream(form.outer()).filter(number -> number != 0)).hasSize(1);
    }
  }

  @Test
  void onlyTheLogitsOfAFusedCrossEntropyHaveALongForm() {
    StepTrace trace = TracedModels.perceptron().trace();
    assertThat(LongForm.of(trace, Element.parse("3:linear[0,1]"))).isEmpty();
    assertThat(LongForm.of(trace, Element.parse("0:linear.grad[0,1]"))).isEmpty();
    assertThat(LongForm.of(TracedModels.lesson().trace(), Element.parse("output:linear.grad[0]")))
        .isEmpty();
  }

  @Test
  void theRowsAddUpToThePrintedSum() {
    LongForm form =
        LongForm.of(TracedModels.perceptron().trace(), Element.parse("3:linear.grad[7,1]"))
            .orElseThrow();
    Report report = new Report("en", "", "", List.of(form.section(10, Wording.english())), "");
    String text = String.join("\n", TerminalText.of(report));
    assertThat(text)
        .contains("the long form: through the probabilities")
        .contains("row 7, whose class is 1")
        .contains("they agree");
    assertThat(form.map()).containsEntry("holds", true).containsEntry("target", 1);
  }
}
