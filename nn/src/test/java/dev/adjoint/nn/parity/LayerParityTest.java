package dev.adjoint.nn.parity;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.RmsNorm;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.ParityCase;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

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

  private static void requireAll(ParityCase expected, Tensor y, List<Parameter> all) {
    Tolerance.SUMS.assertOutput(expected.name(), y, expected.outputs().getFirst());
    for (int i = 0; i < all.size(); i++) {
      Tensor gradient = expected.gradients().get(i).orElseThrow();
      Tolerance.SUMS.assertGradient("gradient of input " + i, all.get(i).gradient(), gradient);
    }
  }
}
