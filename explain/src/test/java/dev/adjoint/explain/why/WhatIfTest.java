package dev.adjoint.explain.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedModels;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.tensor.ElementType;
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

class WhatIfTest {

  static Stream<Supplier<TracedModels>> models() {
    return Stream.of(
        TracedModels::lesson,
        TracedModels::perceptron,
        TracedModels::winograd,
        TracedModels::recurrent,
        TracedModels::transformer);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aChangeOfNothingReproducesTheLossInEveryBit(Supplier<TracedModels> model) {
    StepTrace trace = model.get().trace();
    for (TracedValue value : trace.values()) {
      if (value.gradient().isPresent() && value.value().shape().count() > 0) {
        int last = value.value().shape().count() - 1;
        Element element = Element.of(value.name(), false, value.value().shape(), last);
        WhatIf same = WhatIf.of(trace, element, value.value().toDoubleArray()[last]);
        assertThat(same.changed()).as(value.toString()).isEqualTo(same.loss());
        assertThat(same.real()).isZero();
        assertThat(same.promise()).isZero();
        if (value.value().shape().count() > 500) {
          return;
        }
      }
    }
  }

  private static StepTrace smooth(Random random) {
    Layer model =
        Parameters.copyOf(
            Sequential.of(Linear.of(3, 6, random), Activation.TANH, Linear.of(6, 4, random)),
            ElementType.F64);
    Tensor x = Tensor.normal(ElementType.F64, Shape.of(5, 3), 0, 1, random);
    Tensor t = Tensor.of(0L, 3, 1, 2, 0);
    return StepTrace.of(
        model,
        Map.of("input", x, "target", t),
        () -> new CrossEntropyLoss().of(model.forward(x, Pass.INFERENCE), t));
  }

  @Test
  void theErrorOfPromiseAndCurvatureFallsAsTheCubeOfTheChange() {
    long seed = 8;
    Random random = new Random(seed);
    StepTrace trace = smooth(random);
    List<String> names =
        List.of("input", "0.weight", "0.bias", "0:linear", "1:tanh", "2.weight", "2.bias");
    int cubes = 0;
    double ofWhole = 0;
    double ofHalf = 0;
    for (int i = 0; i < 100; i++) {
      TracedValue value = trace.value(names.get(random.nextInt(names.size())));
      Shape shape = value.value().shape();
      int flat = random.nextInt(shape.count());
      Element element = Element.of(value.name(), false, shape, flat);
      double start = value.value().toDoubleArray()[flat];
      WhatIf large = WhatIf.of(trace, element, start + 0.04);
      WhatIf half = WhatIf.of(trace, element, start + 0.02);
      double ratio = error(large) / error(half);
      cubes += ratio > 7 && ratio < 9 ? 1 : 0;
      ofWhole += error(large);
      ofHalf += error(half);
      assertThat(large.real()).isCloseTo(large.exact(), within(1e-12));
    }
    // Where the third derivative nearly vanishes, the fourth decides, and the ratio is another.
    assertThat(cubes).as("seed %d", seed).isGreaterThan(70);
    assertThat(ofWhole / ofHalf).as("seed %d", seed).isCloseTo(8, within(0.4));
  }

  private static double error(WhatIf edit) {
    return Math.abs(edit.exact() - edit.promise() - edit.curvature());
  }

  @Test
  void lessonOneWithOneWeightChangedHasTheLossComputedByHand() {
    StepTrace trace = TracedModels.lesson().trace();
    WhatIf edit = WhatIf.of(trace, Element.parse("output.weight[0,0]"), 0.6);
    // z = 0.6 · 0.58 + 0.6 · 1.06 + 0.4 = 1.384, and the loss is quadratic in this weight.
    assertThat(edit.changed()).isCloseTo(0.5 * 0.616 * 0.616, within(1e-12));
    assertThat(edit.promise()).isCloseTo(-0.39092 * 0.1, within(1e-12));
    assertThat(edit.curvature()).isCloseTo(0.5 * 0.058 * 0.058, within(1e-12));
    assertThat(edit.exact()).isCloseTo(edit.promise() + edit.curvature(), within(1e-12));
    assertThat(edit.lines().getFirst())
        .isEqualTo("what if output.weight[0,0] = 0.6 instead of 0.5, a change of 0.1");
  }

  @Test
  void theLabelOfASampleCanBeAnother() {
    StepTrace trace = TracedModels.perceptron().trace();
    WhatIf edit = WhatIf.of(trace, Element.parse("target[5]"), 0);
    assertThat(edit.before()).isEqualTo(3);
    double[] logits = trace.value("3:linear").value().slice(0, 5, 6).toDoubleArray();
    // The loss of the sample is log Σ exp − x[t], and the mean is over 40 samples.
    assertThat(edit.exact()).isCloseTo((logits[3] - logits[0]) / 40, within(1e-6));
    assertThat(edit.real()).isCloseTo(edit.exact(), within(1e-6));
    assertThat(edit.promise()).isNaN();
    assertThat(edit.lines()).anyMatch(line -> line.contains("a whole number has no derivative"));
    WhatIf same = WhatIf.of(trace, Element.parse("target[5]"), 3);
    assertThat(same.changed()).isEqualTo(same.loss());
  }

  @Test
  void whatCannotBeChangedIsRefusedInWords() {
    StepTrace trace = TracedModels.perceptron().trace();
    assertThatThrownBy(() -> WhatIf.of(trace, Element.parse("target[0]"), 1.5))
        .hasMessage(
            "what if: target has the element type I64 but should become 1.5; choose a number of another value, or a whole number for a class");
    assertThatThrownBy(() -> WhatIf.of(trace, Element.parse("0.bias.grad[0]"), 1))
        .hasMessage(
            "what if: 0.bias.grad[0] is a gradient, which follows from the values; change a value, such as 0.bias");
    assertThatThrownBy(() -> WhatIf.of(trace, Element.parse("0.bias[0]"), Double.NaN))
        .hasMessage("what if: 0.bias[0] cannot become NaN; give a finite number");
  }
}
