package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private final SplittableRandom random = new SplittableRandom(3);

  private record Block(Linear up, Linear down) implements PureLayer {
    @Override
    public Tensor forward(Tensor x) {
      return down.forward(up.forward(x).relu());
    }
  }

  private record Model(Sequential encoder, List<Block> blocks, Linear head) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = encoder.forward(x, pass);
      for (Block block : blocks) {
        y = block.forward(y);
      }
      return head.forward(y);
    }
  }

  private static final class Handmade implements Layer {
    private final Linear hidden;

    Handmade(Linear hidden) {
      this.hidden = hidden;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return hidden.forward(x);
    }

    @Override
    public Map<String, Object> parts() {
      return Map.of("hidden", hidden);
    }
  }

  private Model model() {
    return new Model(
        Sequential.of(Linear.of(2, 3, random), Activation.RELU, Linear.of(3, 4, random)),
        List.of(new Block(Linear.of(4, 8, random), Linear.of(8, 4, random))),
        Linear.of(4, 1, random).withoutBias());
  }

  @Test
  void pathsAreTheNamesOfTheComponentsAsInPyTorch() {
    Parameters parameters = Parameters.of(model());
    assertThat(parameters.byName().keySet())
        .containsExactly(
            "encoder.0.weight",
            "encoder.0.bias",
            "encoder.2.weight",
            "encoder.2.bias",
            "blocks.0.up.weight",
            "blocks.0.up.bias",
            "blocks.0.down.weight",
            "blocks.0.down.bias",
            "head.weight");
    assertThat(parameters.count()).isEqualTo(9 + 16 + 40 + 36 + 4);
  }

  @Test
  void aLayerThatIsNoRecordNamesItsParts() {
    assertThat(Parameters.of(new Handmade(Linear.of(1, 1, random))).byName().keySet())
        .containsExactly("hidden.weight", "hidden.bias");
  }

  @Test
  void tiedWeightsCountOnce() {
    Linear shared = Linear.of(3, 3, random);
    Parameters parameters = Parameters.of(Sequential.of(shared, shared));
    assertThat(parameters.byName().keySet()).containsExactly("0.weight", "0.bias");
  }

  @Test
  void weightsAreLoadedByPath() {
    Model one = model();
    Model other = model();
    Parameters.of(other).loadStateDict(Parameters.of(one).stateDict());
    Tensor x = Tensor.of(new float[][] {{0.3f, -1}});
    assertThat(other.forward(x, Pass.INFERENCE).contentEquals(one.forward(x, Pass.INFERENCE)))
        .isTrue();
  }

  @Test
  void weightsThatDoNotFitAreAllNamedAndNothingChanges() {
    Sequential model = Sequential.of(Linear.of(2, 3, random));
    Parameters parameters = Parameters.of(model);
    Tensor before = parameters.list().getFirst().value();
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("0.weight", Tensor.zeros(3, 5));
    state.put("1.bias", Tensor.zeros(3));
    assertThatThrownBy(() -> parameters.loadStateDict(state))
        .hasMessage(
            "load: the weights do not fit the model: 0.weight is [3, 2] in the model but [3, 5] in"
                + " the weights; 0.bias [3] is missing; 1.bias [3] is not in the model; build the"
                + " model with the sizes it was saved with");
    assertThat(parameters.list().getFirst().value()).isSameAs(before);
  }

  @Test
  void anErrorInsideAModelNamesTheLayer() {
    Model model = model();
    Parameters.of(model).setNames();
    assertThatThrownBy(() -> model.forward(Tensor.zeros(1, 5), Pass.INFERENCE))
        .hasMessageContaining("\nin encoder.0, Linear(2 → 3)");
  }

  @Test
  void aFrozenParameterHasNoGradient() {
    Linear layer = Linear.of(2, 1, random);
    Parameter weight = layer.weight();
    weight.trainable(false);
    layer.forward(Tensor.ones(1, 2)).sum().backward();
    assertThat(weight.hasGradient()).isFalse();
    assertThat(layer.bias().orElseThrow().hasGradient()).isTrue();
  }

  @Test
  void aSequentialPrintsItsLayersAndItsSize() {
    assertThat(
            Sequential.of(
                Linear.of(2, 3, random),
                Activation.RELU,
                new Dropout(0.5),
                new Flatten(),
                new LeakyRelu(0.1),
                new Elu(1.5),
                Prelu.of(),
                new Softmax(-1)))
        .hasToString(
            """
            Sequential(
              (0) Linear(2 → 3)
              (1) ReLU
              (2) Dropout(0.5)
              (3) Flatten
              (4) LeakyRelu(0.1)
              (5) Elu(1.5)
              (6) Prelu(1)
              (7) Softmax(axis -1)
            ) with 10 parameters\
            """);
  }

  @Test
  void layersInAnArrayAreFound() {
    Linear[] layers = {Linear.of(2, 3, random), Linear.of(3, 1, random)};
    record Stack(Linear[] layers) {}
    assertThat(Parameters.of(new Stack(layers)).byName().keySet())
        .containsExactly("layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias");
  }

  private record Tied(Embedding wte, Linear head) implements PureLayer {
    @Override
    public Tensor forward(Tensor tokens) {
      return head.forward(wte.forward(tokens));
    }
  }

  private Tied tied() {
    Embedding wte = Embedding.of(5, 3, random);
    return new Tied(wte, new Linear(wte.weight(), Optional.empty()));
  }

  @Test
  void tiedWeightsGetTheGradientsOfBothUsesAndAreUpdatedOnce() {
    Tied model = tied();
    Parameters parameters = Parameters.of(model);
    assertThat(parameters.byName().keySet()).containsExactly("wte.weight");
    Tensor before = model.wte().weight().value().detach().copy();
    Tensor tokens = Tensor.of(1L, 4L);
    // loss = Σ (W[tokens] · Wᵀ): each looked up row gets Σ W, and each row of the head Σ W[tokens].
    Tensor expected =
        Tensor.zeros(5, 3)
            .indexAdd(0, tokens, before.sum(0).expand(Shape.of(2, 3)))
            .add(before.indexSelect(0, tokens).sum(0));
    Optimizer optimizer = Optimizer.of(parameters, new Sgd(0.1));
    optimizer.zeroGrad();
    model.forward(tokens).sum().backward();
    assertThat(model.wte().weight().gradient().toFloatArray())
        .containsExactly(expected.toFloatArray(), within(1e-5f));
    optimizer.step();
    assertThat(model.head().weight().value().toFloatArray())
        .containsExactly(before.subtract(expected.multiply(0.1)).toFloatArray(), within(1e-6f));
  }

  @Test
  void tiedWeightsAreLoadedByAnyOfTheirPaths() {
    Tied model = tied();
    Parameters parameters = Parameters.of(model);
    assertThat(parameters.stateDict().keySet()).containsExactly("wte.weight");
    Tensor value = Tensor.normal(Shape.of(5, 3), 0, 1, random);
    parameters.loadStateDict(Map.of("head.weight", value));
    assertThat(model.wte().weight().value().contentEquals(value)).isTrue();
    Tensor other = Tensor.normal(Shape.of(5, 3), 0, 1, random);
    parameters.loadStateDict(Map.of("wte.weight", other, "head.weight", other));
    assertThat(model.wte().weight().value().contentEquals(other)).isTrue();
    assertThatThrownBy(
            () -> parameters.loadStateDict(Map.of("wte.weight", value, "head.weight", other)))
        .hasMessage(
            "load: the weights do not fit the model: wte.weight and head.weight are one in the model"
                + " but differ; build the model with the sizes it was saved with");
    assertThat(model.wte().weight().value().contentEquals(other)).isTrue();
  }

  private static List<String> names(Layer model) {
    return Parameters.of(model).list().stream().map(Parameter::name).toList();
  }

  @Test
  void findingPrintingAndSavingSetNoNames() {
    Model model = model();
    assertThat(model.toString()).contains("encoder=Sequential(");
    assertThat(Parameters.of(model).stateDict()).hasSize(9);
    assertThat(names(model)).containsOnly("");
  }

  @Test
  void namesStayWhenAPartIsPrintedSavedCopiedOrLookedAt() {
    Model model = model();
    List<String> paths = List.copyOf(Parameters.of(model).byName().keySet());
    Parameters.of(model).setNames();
    assertThat(model.encoder().toString()).startsWith("Sequential(");
    Parameters part = Parameters.of(model.encoder());
    part.loadStateDict(part.stateDict());
    assertThat(part.byName().keySet()).contains("0.weight");
    assertThat(Parameters.copyOf(model.blocks().getFirst()).up().weight().name()).isEmpty();
    assertThat(part.toString()).endsWith("25 parameters");
    assertThat(Sequential.of(model).toString()).endsWith("with 105 parameters");
    assertThat(names(model)).isEqualTo(paths);
  }

  @Test
  void anOptimizerNamesTheParametersOfTheModelThatItIsMadeFor() {
    Model model = model();
    assertThat(Optimizer.of(model, new Sgd(0.1)).steps()).isZero();
    assertThat(names(model)).isEqualTo(List.copyOf(Parameters.of(model).byName().keySet()));
    Sequential wrapped = Sequential.of(new Dropout(0.1), model);
    assertThat(Parameters.of(wrapped).byName().keySet()).contains("1.head.weight");
    assertThat(model.head().weight().name()).isEqualTo("head.weight");
    assertThat(Optimizer.of(Parameters.of(wrapped), new Sgd(0.1)).steps()).isZero();
    assertThat(model.head().weight().name()).isEqualTo("1.head.weight");
  }

  @Test
  void aSharedLayerIsNamedByItsFirstPath() {
    Linear shared = Linear.of(3, 3, random);
    Sequential twice = Sequential.of(Activation.RELU, shared, shared);
    Parameters.of(twice).setNames();
    assertThat(names(twice)).containsExactly("1.weight", "1.bias");
    assertThat(twice.toString()).endsWith("with 12 parameters");
    assertThat(shared.weight().name()).isEqualTo("1.weight");
  }

  @Test
  void buffersGetNamesWithTheParameters() {
    Sequential model = Sequential.of(Linear.of(2, 3, random), BatchNorm1d.of(3));
    Parameters parameters = Parameters.of(model);
    Buffer mean = Objects.requireNonNull(parameters.buffers().get("1.running_mean"));
    assertThat(mean.name()).isEmpty();
    parameters.setNames();
    assertThat(mean.name()).isEqualTo("1.running_mean");
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is refused
  void nullIsRefusedWithThePathOfThePart() {
    assertThatThrownBy(() -> Parameters.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(
            "parameters: the model is null; give a layer, a record of layers or a list of layers");
    Model model = new Model(Sequential.of(Linear.of(2, 3, random)), List.of(), null);
    assertThatThrownBy(() -> Parameters.of(model))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(
            "parameters: head is null; give every part of the model, and Optional.empty() for a"
                + " missing one");
    assertThatThrownBy(() -> Sequential.of(Activation.RELU, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("sequential: layer 1 is null; give a layer");
    assertThatThrownBy(() -> new Sequential(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("sequential: the list of layers is null; give one");
  }
}
