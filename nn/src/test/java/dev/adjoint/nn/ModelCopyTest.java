package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelCopyTest {

  private final SplittableRandom random = new SplittableRandom(11);

  private record Tied(Embedding tokens, Map<String, Layer> named, Parameter output)
      implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return tokens.forward(x).matmul(output.value().transpose());
    }
  }

  private record Refusing(Linear inner) implements PureLayer {
    private Refusing {
      if (inner.weight().value().elementType() == ElementType.F64) {
        throw new IllegalArgumentException("only F32");
      }
    }

    @Override
    public Tensor forward(Tensor x) {
      return inner.forward(x);
    }
  }

  private record Handmade(Linear inner) {
    Layer layer() {
      return new Layer() {
        @Override
        public Tensor forward(Tensor x, Pass pass) {
          return inner.forward(x);
        }

        @Override
        public Map<String, Object> parts() {
          return Map.of("inner", inner);
        }
      };
    }
  }

  private Sequential convolutional() {
    return Sequential.of(
        Conv2d.of(2, 3, 3, random),
        BatchNorm2d.of(3),
        Activation.TANH,
        MaxPool2d.of(2),
        new Flatten(),
        new Dropout(0),
        Linear.of(12, 2, random));
  }

  @Test
  void aCopyHasTheSameNumbersAndGoesItsOwnWay() {
    Sequential model = convolutional();
    Sequential copy = Parameters.copyOf(model);
    assertThat(copy.toString()).isEqualTo(model.toString());
    Tensor x = Tensor.normal(Shape.of(5, 2, 6, 6), 0, 1, random);
    Pass training = new Pass.Training(random);
    assertThat(copy.forward(x, training).contentEquals(model.forward(x, training))).isTrue();

    Map<String, Tensor> before = snapshot(model);
    Parameters of = Parameters.of(copy);
    of.forEach(parameter -> parameter.replace(parameter.value().detach().add(1)));
    of.buffers().values().forEach(buffer -> buffer.assign(Tensor.zerosLike(buffer.value())));
    snapshot(model)
        .forEach((name, value) ->
            assertThat(value.contentEquals(requireNonNull(before.get(name)))).as(name).isTrue());
  }

  private static Map<String, Tensor> snapshot(Layer model) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    Parameters.of(model).stateDict().forEach((name, value) -> values.put(name, value.copy()));
    return values;
  }

  @Test
  void theGradientsOfAWholeModelCanBeCheckedInDoublePrecision() {
    Sequential model = Parameters.copyOf(convolutional(), ElementType.F64);
    Tensor x = Tensor.normal(ElementType.F64, Shape.of(4, 2, 6, 6), 0, 1, random);
    assertThat(
            GradientCheck.ofParameters(
                    "a model",
                    random,
                    () -> model.forward(x, new Pass.Training(random)).square().mean(),
                    Parameters.of(model).list())
                .passed())
        .isTrue();
  }

  @Test
  void wholeNumbersKeepTheirType() {
    Sequential model = Parameters.copyOf(convolutional(), ElementType.F64);
    assertThat(Parameters.of(model).buffers().values().stream().map(Buffer::elementType))
        .containsExactly(ElementType.F64, ElementType.F64, ElementType.I64);
  }

  @Test
  void tiedStaysTiedAndFrozenStaysFrozen() {
    Embedding tokens = Embedding.of(7, 4, random);
    Linear shared = Linear.of(4, 4, random);
    tokens.weight().trainable(false);
    Tied model = new Tied(tokens, Map.of("extra", shared), tokens.weight());
    List<Tied> copies = Parameters.copyOf(List.of(model, model), ElementType.F64);
    assertThat(copies.get(1)).isSameAs(copies.getFirst());
    Tied copy = copies.getFirst();
    assertThat(copy.output()).isSameAs(copy.tokens().weight()).isNotSameAs(tokens.weight());
    assertThat(copy.output().isTrainable()).isFalse();
    assertThat(Parameters.of(copy).byName().keySet())
        .isEqualTo(Parameters.of(model).byName().keySet());
    assertThat(tokens.weight().value().elementType()).isEqualTo(ElementType.F32);
  }

  @Test
  void whatHoldsNoNumbersIsShared() {
    MaxPool2d pool = MaxPool2d.of(2);
    assertThat(Parameters.copyOf(pool)).isSameAs(pool);
    PureLayer twice = x -> x.multiply(2);
    assertThat(Parameters.copyOf(Sequential.of(twice, pool)).layers()).containsExactly(twice, pool);
  }

  @Test
  void whatCannotBeBuiltOnceMoreIsNamed() {
    Layer handmade = new Handmade(Linear.of(2, 2, random)).layer();
    assertThatThrownBy(() -> Parameters.copyOf(Sequential.of(handmade)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "copy: the layer %s is not a record, so its parts cannot be copied; make it a record, or build the model again and load the state dict"
                .formatted(handmade.getClass().getName()));
    assertThatThrownBy(
            () -> Parameters.copyOf(new Refusing(Linear.of(2, 2, random)), ElementType.F64))
        .hasMessage(
            "copy: the constructor of %s refused a copy of its own components"
                .formatted(Refusing.class.getName()))
        .hasRootCauseMessage("only F32");
    assertThatThrownBy(() -> Parameters.copyOf(Activation.RELU, ElementType.I64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("copy: parameters are F32 or F64 but the type is I64; give F32 or F64");
  }
}
