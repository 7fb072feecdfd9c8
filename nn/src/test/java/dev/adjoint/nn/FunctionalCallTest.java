package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Recompute;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FunctionalCallTest {

  private final SplittableRandom random = new SplittableRandom(9);

  private Tensor draw(int... sizes) {
    return Tensor.normal(Shape.of(sizes), 0, 1, random).to(ElementType.F64);
  }

  private Sequential model() {
    return Parameters.copyOf(
        Sequential.of(Linear.of(3, 4, random), Activation.TANH, Linear.of(4, 2, random)),
        ElementType.F64);
  }

  @Test
  void theGivenValuesTakeThePlaceOfTheParametersForThisCallAlone() {
    Sequential model = model();
    Sequential other = model();
    Tensor x = draw(5, 3);
    Tensor before = model.forward(x, Pass.INFERENCE);
    Map<String, Tensor> values = Parameters.of(other).stateDict();
    Tensor y = FunctionalCall.of(model, values, x, Pass.INFERENCE);
    assertThat(y.contentEquals(other.forward(x, Pass.INFERENCE))).isTrue();
    assertThat(model.forward(x, Pass.INFERENCE).contentEquals(before)).isTrue();
  }

  @Test
  void gradientsGoToWhatTheValuesWereComputedFromAndNotToTheParameters() {
    // y = (2·s)·x + b with s given and b of the model: dy/ds = 2·x, dy/db = 1.
    Linear model = Parameters.copyOf(Linear.of(1, 1, random), ElementType.F64);
    Tensor s = Tensor.of(ElementType.F64, new double[] {3}, Shape.of(1, 1)).requiresGrad();
    Map<String, Tensor> values = Map.of("weight", s.multiply(2));
    Tensor x = Tensor.of(ElementType.F64, new double[] {5}, Shape.of(1, 1));
    Tensor y = FunctionalCall.of(model, values, x, Pass.INFERENCE).sum();
    assertThat(Gradients.of(y, BackwardMode.RETAIN_GRAPH, s)[0].item()).isEqualTo(10);
    y.backward();
    assertThat(model.weight().hasGradient()).isFalse();
    assertThat(model.bias().orElseThrow().gradient().item()).isEqualTo(1);
  }

  @Test
  void aHypernetworkAgreesWithTheCentralDifference() {
    Sequential model = model();
    Linear hyper = Parameters.copyOf(Linear.of(2, 3 * 4 + 4, random), ElementType.F64);
    Tensor x = draw(5, 3);
    GradientCheck.ofParameters(
            "hypernetwork",
            random,
            () -> {
              Tensor all =
                  hyper.forward(
                      Tensor.of(ElementType.F64, new double[] {0.3, -0.7}, Shape.of(1, 2)));
              Map<String, Tensor> values =
                  Map.of(
                      "0.weight", all.slice(1, 0, 12).reshape(4, 3),
                      "0.bias", all.slice(1, 12, 16).reshape(4));
              return FunctionalCall.of(model, values, x, Pass.INFERENCE).square().sum();
            },
            Parameters.of(hyper).list())
        .require();
  }

  @Test
  void aStepOfTrainingThatIsDifferentiatedItselfAgreesWithTheCentralDifference() {
    // MAML: the loss after one step of descent, as a function of the weights before it.
    Sequential model = model();
    Parameters parameters = Parameters.of(model);
    Tensor x = draw(5, 3);
    Tensor unseen = draw(5, 3);
    GradientCheck.ofParameters(
            "maml",
            random,
            () -> {
              Tensor loss = model.forward(x, Pass.INFERENCE).square().mean();
              Tensor[] weights =
                  parameters.list().stream().map(Parameter::value).toArray(Tensor[]::new);
              Tensor[] slopes = Gradients.of(loss, BackwardMode.CREATE_GRAPH, weights);
              Map<String, Tensor> adapted = new LinkedHashMap<>();
              int i = 0;
              for (String path : parameters.byName().keySet()) {
                adapted.put(path, weights[i].subtract(slopes[i].multiply(0.3)));
                i++;
              }
              return FunctionalCall.of(model, adapted, unseen, Pass.INFERENCE).square().mean();
            },
            parameters.list())
        .require();
  }

  @Test
  void theValuesMayBeInputsOfADerivative() {
    Sequential model = model();
    Tensor x = draw(5, 3);
    GradientCheck.second(
            "values",
            random,
            in ->
                FunctionalCall.of(
                        model, Map.of("0.weight", in[0], "2.bias", in[1]), x, Pass.INFERENCE)
                    .square()
                    .sum(),
            draw(4, 3),
            draw(2))
        .require();
  }

  @Test
  void anInnerCallCountsInsideAnOuterOneAndTiedWeightsHaveSeveralPaths() {
    Linear shared = Parameters.copyOf(Linear.of(2, 2, random), ElementType.F64);
    Sequential twice = Sequential.of(shared, shared);
    Tensor eye = Tensor.eye(2).to(ElementType.F64);
    Tensor x = draw(3, 2);
    Tensor y =
        FunctionalCall.of(
            twice,
            Map.of("1.weight", eye),
            () ->
                FunctionalCall.of(
                    shared, Map.of("bias", Tensor.ones(ElementType.F64, 2)), x, Pass.INFERENCE));
    assertThat(y.toDoubleArray()).containsExactly(x.add(1).toDoubleArray(), within(1e-15));
    assertThatThrownBy(() ->
            FunctionalCall.of(
                twice,
                Map.of("1.weight", eye),
                () -> {
                  throw new IllegalStateException("inside");
                }))
        .hasMessage("inside");
    assertThat(shared.weight().value().contentEquals(eye)).isFalse();
  }

  @Test
  void aRecomputedPartKeepsTheValuesForTheWayBack() {
    Linear model = Parameters.copyOf(Linear.of(2, 2, random).withoutBias(), ElementType.F64);
    Tensor x = draw(3, 2).requiresGrad();
    Tensor given = draw(2, 2);
    Tensor y =
        FunctionalCall.of(
            model, Map.of("weight", given), () -> Recompute.of(model::forward, x).square().sum());
    Tensor expected = Gradients.of(x.linear(given).square().sum(), x)[0];
    assertThat(Gradients.of(y, x)[0].toDoubleArray())
        .containsExactly(expected.toDoubleArray(), within(1e-12));
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is refused
  void everyValueThatDoesNotFitIsNamed() {
    Sequential model = model();
    Map<String, Tensor> values = new LinkedHashMap<>();
    values.put("0.weight", draw(3, 4));
    values.put("7.bias", draw(2));
    assertThatThrownBy(() -> FunctionalCall.of(model, values, draw(5, 3), Pass.INFERENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "functional call: the values do not fit the model: 0.weight is [4, 3] in the model but"
                + " [3, 4]; 7.bias is not a parameter of the model; name the parameters as"
                + " Parameters.of(model) does");
    Map<String, Tensor> single = Map.of("2.bias", Tensor.zeros(2));
    assertThatThrownBy(() -> FunctionalCall.of(model, single, draw(5, 3), Pass.INFERENCE))
        .isInstanceOf(ElementTypeException.class);
    assertThatThrownBy(() -> FunctionalCall.of((Layer) null, Map.of(), draw(5, 3), Pass.INFERENCE))
        .hasMessage("functional call: the model is null; give one");
  }
}
