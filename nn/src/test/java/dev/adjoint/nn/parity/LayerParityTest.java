package dev.adjoint.nn.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.EmbeddingBag;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.RmsNorm;
import dev.adjoint.nn.TransformerEncoderLayer;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.ParityCase;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class LayerParityTest {

  @TestFactory
  Stream<DynamicTest> aLayerHasTheValueAndTheGradientsOfPyTorch() {
    return ParityCase.stored(getClass(), "layers.jsonl").stream()
        .map(one -> dynamicTest(one.name(), () -> check(one)));
  }

  private static void check(ParityCase one) {
    switch (one.operation()) {
      case "linear" -> linear(one);
      case "embedding" -> embedding(one);
      case "multihead_attention", "cross_attention" -> attention(one);
      case "masked_attention" -> maskedAttention(one);
      case "group_norm", "rms_norm" -> normalized(one);
      case "conv1d" -> conv1d(one);
      case "embedding_bag" -> embeddingBag(one);
      case "transformer_encoder_layer" -> transformer(one);
      default -> throw new IllegalStateException(one.operation());
    }
  }

  private static void normalized(ParityCase expected) {
    List<Parameter> all = expected.inputs().stream().map(Parameter::of).toList();
    Parameter weight = all.get(1);
    PureLayer layer =
        expected.operation().equals("group_norm")
            ? new GroupNorm(
                expected.attributes().path("groups").asInt(),
                weight.shape().size(0),
                Optional.of(weight),
                Optional.of(all.get(2)),
                1e-5)
            : new RmsNorm(
                weight.shape(), Optional.of(weight), expected.attributes().path("eps").asDouble());
    Tensor y = layer.forward(all.getFirst().value());
    y.backward(expected.incoming().getFirst().orElseThrow(), BackwardMode.FREE_GRAPH);
    requireAll(expected, y, all);
  }

  private static void attention(ParityCase expected) {
    List<Parameter> all = expected.inputs().stream().map(Parameter::of).toList();
    boolean cross = expected.operation().equals("cross_attention");
    List<Parameter> own = all.subList(cross ? 3 : 1, all.size());
    Linear out = new Linear(own.get(2), Optional.of(own.get(3)));
    boolean causal = expected.name().contains("causal");
    MultiheadAttention layer =
        new MultiheadAttention(own.getFirst(), Optional.of(own.get(1)), out, 2, causal);
    Tensor x = all.getFirst().value();
    Tensor y = cross ? layer.forward(x, all.get(1).value(), all.get(2).value()) : layer.forward(x);
    y.backward(expected.incoming().getFirst().orElseThrow(), BackwardMode.FREE_GRAPH);
    requireAll(expected, y, all);
  }

  private static void maskedAttention(ParityCase expected) {
    List<Parameter> all = new ArrayList<>();
    all.add(Parameter.of(expected.inputs().getFirst()));
    expected.inputs().subList(2, 6).forEach(part -> all.add(Parameter.of(part)));
    MultiheadAttention layer =
        new MultiheadAttention(
            all.get(1),
            Optional.of(all.get(2)),
            new Linear(all.get(3), Optional.of(all.get(4))),
            2,
            expected.name().contains("causal"));
    Tensor given = expected.inputs().get(1);
    Tensor mask =
        given.elementType() == ElementType.BOOL ? given.detach() : given.detach().requiresGrad();
    if (expected.name().contains("padding")) {
      mask = mask.reshape(given.shape().size(0), 1, 1, given.shape().size(1));
    }
    Tensor y = layer.forward(all.getFirst().value(), mask);
    Tensor g = expected.incoming().getFirst().orElseThrow();
    if (expected.gradients().get(1).isPresent()) {
      Tensor slope = Gradients.of(y, g, BackwardMode.RETAIN_GRAPH, mask)[0];
      Tolerance.SUMS.assertGradient(
          "gradient of the mask", slope, expected.gradients().get(1).get());
    }
    y.backward(g, BackwardMode.FREE_GRAPH);
    Tolerance.SUMS.assertOutput(expected.name(), y, expected.outputs().getFirst());
    for (int i = 0; i < all.size(); i++) {
      Tensor gradient = expected.gradients().get(i == 0 ? 0 : i + 1).orElseThrow();
      Tolerance.SUMS.assertGradient("gradient of input " + i, all.get(i).gradient(), gradient);
    }
  }

  private static void embedding(ParityCase expected) {
    Embedding layer = Embedding.of(Parameter.of(expected.inputs().get(1)));
    if (expected.name().contains("padding")) {
      layer = new Embedding(layer.weight(), OptionalInt.of(1));
    }
    Tensor y = layer.forward(expected.inputs().getFirst());
    y.backward(expected.incoming().getFirst().orElseThrow(), BackwardMode.FREE_GRAPH);
    Tolerance.SUMS.assertOutput(expected.name(), y, expected.outputs().getFirst());
    Tensor gradient = expected.gradients().get(1).orElseThrow();
    Tolerance.SUMS.assertGradient("gradient", layer.weight().gradient(), gradient);
  }

  private static void linear(ParityCase expected) {
    List<Parameter> all = expected.inputs().stream().map(Parameter::of).toList();
    Optional<Parameter> bias = all.size() == 3 ? Optional.of(all.get(2)) : Optional.empty();
    Tensor y = new Linear(all.get(1), bias).forward(all.getFirst().value());
    y.backward(expected.incoming().getFirst().orElseThrow(), BackwardMode.FREE_GRAPH);
    requireAll(expected, y, all);
  }

  private static void conv1d(ParityCase expected) {
    List<Parameter> all = expected.inputs().stream().map(Parameter::of).toList();
    JsonNode how = expected.attributes();
    Conv1d layer =
        new Conv1d(
            all.get(1),
            Optional.of(all.get(2)),
            how.path("stride").asInt(1),
            how.path("padding").asInt(0),
            how.path("padding").asInt(0),
            how.path("dilation").asInt(1),
            how.path("groups").asInt(1));
    Tensor y = layer.forward(all.getFirst().value());
    y.backward(expected.incoming().getFirst().orElseThrow(), BackwardMode.FREE_GRAPH);
    requireAll(expected, y, all);
    Tensor alone = layer.forward(all.getFirst().value().select(0, 1));
    assertThat(alone.contentEquals(y.select(0, 1))).isTrue();
  }

  private static void embeddingBag(ParityCase expected) {
    Parameter weight = Parameter.of(expected.inputs().get(1));
    String mode = expected.attributes().path("mode").asString().toUpperCase(Locale.ROOT);
    EmbeddingBag layer =
        new EmbeddingBag(weight, EmbeddingBag.Mode.valueOf(mode), OptionalInt.empty());
    if (expected.name().contains("padding")) {
      layer = layer.withPadding(1);
    }
    Tensor x = expected.inputs().getFirst();
    Tensor g = expected.incoming().getFirst().orElseThrow();
    Tensor y;
    if (expected.inputs().size() == 3) {
      Parameter each = Parameter.of(expected.inputs().get(2));
      y = layer.forward(x, each.value());
      y.backward(g, BackwardMode.FREE_GRAPH);
      Tensor slope = expected.gradients().get(2).orElseThrow();
      Tolerance.SUMS.assertGradient("gradient of the weights", each.gradient(), slope);
    } else {
      y = layer.forward(x);
      y.backward(g, BackwardMode.FREE_GRAPH);
    }
    Tolerance.SUMS.assertOutput(expected.name(), y, expected.outputs().getFirst());
    Tensor gradient = expected.gradients().get(1).orElseThrow();
    Tolerance.SUMS.assertGradient("gradient", weight.gradient(), gradient);
  }

  private static void transformer(ParityCase expected) {
    List<Parameter> all = expected.inputs().stream().map(Parameter::of).toList();
    boolean normFirst = expected.attributes().path("norm_first").asBoolean();
    TransformerEncoderLayer layer =
        new TransformerEncoderLayer(
            new MultiheadAttention(all.get(1), Optional.of(all.get(2)), linear(all, 3), 2, false),
            linear(all, 5),
            linear(all, 7),
            norm(all, 9),
            norm(all, 11),
            normFirst ? Activation.GELU : Activation.RELU,
            new Dropout(0),
            normFirst);
    Tensor x = all.getFirst().value();
    Tensor words = Tensor.of(true, true, false, true, true, true).reshape(2, 1, 1, 3);
    Tensor y =
        expected.name().contains("mask")
            ? layer.forward(x, words, Pass.INFERENCE)
            : layer.forward(x, Pass.INFERENCE);
    y.backward(expected.incoming().getFirst().orElseThrow(), BackwardMode.FREE_GRAPH);
    requireAll(expected, y, all);
  }

  private static Linear linear(List<Parameter> all, int at) {
    return new Linear(all.get(at), Optional.of(all.get(at + 1)));
  }

  private static LayerNorm norm(List<Parameter> all, int at) {
    Parameter weight = all.get(at);
    return new LayerNorm(weight.shape(), Optional.of(weight), Optional.of(all.get(at + 1)), 1e-5);
  }

  private static void requireAll(ParityCase expected, Tensor y, List<Parameter> all) {
    Tolerance.SUMS.assertOutput(expected.name(), y, expected.outputs().getFirst());
    for (int i = 0; i < all.size(); i++) {
      Tensor gradient = expected.gradients().get(i).orElseThrow();
      Tolerance.SUMS.assertGradient("gradient of input " + i, all.get(i).gradient(), gradient);
    }
  }
}
