package dev.adjoint.explain.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.document.TerminalText;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedModels;
import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Why;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SampleWhyTest {

  static Stream<Arguments> questions() {
    return Stream.of(
        Arguments.of(TracedModels.perceptron(), 40, "0.weight[3,17]"),
        Arguments.of(TracedModels.perceptron(), 40, "3.bias[2]"),
        Arguments.of(TracedModels.convolutional(), 4, "3.weight[5,2,1,1]"),
        Arguments.of(TracedModels.recurrent(), 3, "head.weight[1,4]"),
        Arguments.of(TracedModels.transformer(), 2, "down.weight[3,9]"));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void theTermsOfEachSampleAreItsPartAndAllPartsTheGradient(
      TracedModels model, int samples, String number) {
    StepTrace trace = model.trace();
    Why why = Why.of(trace);
    double sum = 0;
    double size = 0;
    int terms = 0;
    for (int sample = 0; sample < samples; sample++) {
      SampleWhy part = SampleWhy.of(trace, why, Element.parse(number), samples, sample);
      assertThat(part.isAlone()).as("%d: %s", sample, part).isTrue();
      sum += part.terms().stored();
      size += Math.abs(part.alone());
      terms += part.terms().parts().stream().mapToInt(some -> some.terms().size()).sum();
    }
    SampleWhy first = SampleWhy.of(trace, why, Element.parse(number), samples, 0);
    assertThat(sum).isCloseTo(first.whole(), within(1e-5 * size));
    assertThat(terms)
        .isEqualTo(
            why.explain(Element.parse(number).gradient()).parts().stream()
                .mapToInt(some -> some.terms().size())
                .sum());
  }

  @Test
  void samplesThatMixInABatchNormalisationAreSaid() {
    StepTrace trace = TracedModels.digits().trace();
    SampleWhy part =
        SampleWhy.of(trace, Why.of(trace), Element.parse("features.0.weight[9,0,1,2]"), 32, 3);
    assertThat(part.isAlone()).isFalse();
    assertThat(TerminalText.of(part.report("sample 3", 4, Wording.english())))
        .anyMatch(line -> line.contains("samples mix on their way to the loss"));
  }

  @Test
  void aLinearWeightHasOneTermForASample() {
    StepTrace trace = TracedModels.perceptron().trace();
    SampleWhy part = SampleWhy.of(trace, Why.of(trace), Element.parse("3.weight.grad[2,7]"), 40, 5);
    assertThat(part.terms().parts().getFirst().terms()).hasSizeLessThanOrEqualTo(1);
    assertThat(TerminalText.of(part.report("sample 5", 4, Wording.english())).getFirst())
        .isEqualTo("3.weight.grad[2,7]: the part of sample 5");
    assertThat(part.map()).containsEntry("sample", 5).containsEntry("is_alone", true);
  }

  @Test
  void whatHasNoSampleIsRefusedInWords() {
    StepTrace trace = TracedModels.perceptron().trace();
    Why why = Why.of(trace);
    assertThatThrownBy(() -> SampleWhy.of(trace, why, Element.parse("1:relu[5,3]"), 40, 1))
        .hasMessage(
            "explain: 1:relu[5,3] is no parameter, so its index names its sample already; ask without the sample, or for a parameter");
    assertThatThrownBy(() -> SampleWhy.of(trace, why, Element.parse("3.bias[2]"), 40, 40))
        .hasMessage(
            "explain: sample 40 is asked for but the batch has the samples 0 to 39; choose one of them");
  }
}
