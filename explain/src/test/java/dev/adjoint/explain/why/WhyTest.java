package dev.adjoint.explain.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedModels;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random numbers of real steps are taken apart; both seals must hold. `-Dadjoint.elements=1000`
/// takes more of them.
class WhyTest {

  private static final int ELEMENTS = Integer.getInteger("adjoint.elements", 12);

  static Stream<Supplier<TracedModels>> models() {
    return Stream.of(
        TracedModels::lesson,
        TracedModels::perceptron,
        TracedModels::convolutional,
        TracedModels::digits,
        TracedModels::winograd,
        TracedModels::recurrent,
        TracedModels::transformer,
        TracedModels::own);
  }

  @ParameterizedTest
  @MethodSource("models")
  void bothSealsHoldForRandomNumbersOfAStep(Supplier<TracedModels> model) {
    StepTrace trace = model.get().trace();
    Why why = Why.of(trace);
    long seed = 17;
    Random random = new Random(seed);
    List<TracedValue> values =
        trace.values().stream().filter(value -> value.role() != Role.CONSTANT).toList();
    for (int i = 0; i < ELEMENTS; i++) {
      TracedValue value = values.get(random.nextInt(values.size()));
      Shape shape = value.value().shape();
      boolean isGradient = value.gradient().isPresent() && random.nextInt(3) > 0;
      Element element = Element.of(value.name(), isGradient, shape, random.nextInt(shape.count()));
      Expansion expansion = why.explain(element);
      assertThat(expansion.holds()).as("seed %d, %s: %s", seed, element, expansion).isTrue();
    }
  }

  @Test
  void aWeightsGradientIsTheSumOverTheSamplesOfInputTimesUpstreamGradient() {
    StepTrace trace = TracedModels.perceptron().trace();
    Expansion sum = Why.of(trace).explain(Element.parse("3.weight.grad[2,7]"));
    TermSum part = sum.parts().getFirst();
    double[] g = trace.value("3:linear").gradient().orElseThrow().toDoubleArray();
    double[] x = trace.value("2:multiply#2").value().toDoubleArray();
    for (Term term : part.terms()) {
      Element upstream = term.left().element().orElseThrow();
      Element input = term.right().element().orElseThrow();
      assertThat(upstream.value()).isEqualTo("3:linear");
      assertThat(upstream.index().get(1)).isEqualTo(2);
      assertThat(input.value()).isEqualTo("2:multiply#2");
      assertThat(input.index()).containsExactly(upstream.index().get(0), 7);
      assertThat(term.left().number()).isEqualTo(g[upstream.index().get(0) * 4 + 2]);
      assertThat(term.right().number()).isEqualTo(x[upstream.index().get(0) * 20 + 7]);
    }
    assertThat(part.formula()).isEqualTo("dW = gᵀ · x");
    assertThat(part.shapes()).isEqualTo("g [40, 4]; x [40, 20], W [4, 20], b [4] → y [40, 4]");
    assertThat(part.reasons())
        .containsExactly(
            "g is transposed, because the rows of W are outputs",
            "summed over the samples, because every sample uses the same weight");
    assertThat(part.replay().order()).isEqualTo("one chain of fused multiply–adds");
  }

  @Test
  void aLinearOutputIsInputsTimesWeightsPlusTheBias() {
    StepTrace trace = TracedModels.perceptron().trace();
    TermSum part = Why.of(trace).explain(Element.parse("0:linear[5,3]")).parts().getFirst();
    assertThat(part.terms()).hasSize(301);
    assertThat(part.terms().getFirst().left().element()).contains(Element.parse("input[5,0]"));
    assertThat(part.terms().getFirst().right().element()).contains(Element.parse("0.weight[3,0]"));
    assertThat(part.terms().getLast().left().element()).contains(Element.parse("0.bias[3]"));
    assertThat(part.replay().order())
        .isEqualTo(
            "one chain of fused multiply–adds for each 256 terms, the chains added in order, then the other terms added");
  }

  @Test
  void theGradientOfABroadcastInputSaysWhyItIsSummed() {
    StepTrace trace = TracedModels.own().trace();
    TermSum part = Why.of(trace).explain(Element.parse("scale.grad[1]")).parts().getFirst();
    assertThat(part.terms()).hasSize(6);
    assertThat(part.formula()).isEqualTo("dx₂[e] = Σₖ (∂y[k]/∂x₂[e]) · g[k]");
  }

  @Test
  void theGradientOfTiedWeightsIsTheSumOfBothUses() {
    Expansion tied =
        Why.of(TracedModels.transformer().trace())
            .explain(Element.parse("embedding.weight.grad[5,2]"));
    assertThat(tied.parts()).hasSize(2);
    assertThat(tied.replay().order()).isEqualTo("contributions added in the order of the visits");
    assertThat((float) tied.parts().get(0).stored() + (float) tied.parts().get(1).stored())
        .isEqualTo((float) tied.stored());
  }

  private record Wrong() implements Operation {
    @Override
    public Applied apply(Tensor... in) {
      return Applied.of(in[0].square(), g -> g.multiply(in[0]).multiply(2.01));
    }
  }

  private static StepTrace of(Parameter x, Operation operation) {
    return StepTrace.of(List.of(x), Map.of(), () -> Tensor.apply(operation, x.value()).sum());
  }

  @Test
  void aWrongDerivativeOfAnOperationBreaksTheNumericSeal() {
    Parameter x = Parameter.of(Tensor.of(ElementType.F64, 1.5, -0.5));
    Expansion wrong = Why.of(of(x, new Wrong())).explain(Element.parse("0.grad[1]"));
    assertThat(wrong.numeric().verdict()).isEqualTo(NumericSeal.Verdict.DIFFERS);
    assertThat(wrong.numeric().value()).isCloseTo(-1, within(1e-9));
    assertThat(wrong.holds()).isFalse();
  }

  @Test
  void aKinkIsFoundAndSaid() {
    Parameter x = Parameter.of(Tensor.of(ElementType.F64, 0.0, 3.0));
    StepTrace trace = StepTrace.of(List.of(x), Map.of(), () -> x.value().relu().sum());
    Expansion kink = Why.of(trace).explain(Element.parse("0.grad[0]"));
    assertThat(kink.numeric().verdict()).isEqualTo(NumericSeal.Verdict.KINK);
    assertThat(kink.numeric().note())
        .isEqualTo("there is a kink here: the slope is 0 to the left and 1 to the right");
    assertThat(Why.of(trace).explain(Element.parse("0.grad[1]")).numeric().verdict())
        .isEqualTo(NumericSeal.Verdict.AGREES);
  }

  @Test
  void wrongAddressesAreRefusedInWords() {
    Why why = Why.of(TracedModels.lesson().trace());
    assertThatThrownBy(() -> why.explain(Element.parse("output.weight[0,2]")))
        .hasMessage(
            "explain: output.weight has shape [1, 2] but the index is [0, 2]; give one number for each axis, from 0 up to its size minus 1");
    assertThatThrownBy(() -> Element.parse("a[1,x]"))
        .hasMessage(
            "explain: 'a[1,x]' is not the address of a number; write a name and an index, such as 2.weight[3,17], 2.weight.grad[3,17] or loss");
    assertThatThrownBy(() -> Element.parse("a[99999999999]"))
        .hasMessageContaining("is not the address");
    assertThatThrownBy(() -> why.explain(Element.parse("target.grad[0]")))
        .hasMessage(
            "explain: no gradient flows to target (F64 [1], target); ask for a value between a parameter and the loss");
  }
}
