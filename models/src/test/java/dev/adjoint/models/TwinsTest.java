package dev.adjoint.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Networks have the names, shapes and counts of their twins in PyTorch and, with the same weights,
/// their outputs.
class TwinsTest {

  private final Map<String, Supplier<Layer>> networks = TwinNetworks.all();

  @TestFactory
  Stream<DynamicTest> networksAgreeWithPyTorch() {
    return TorchTwin.stored().stream()
        .map(twin -> DynamicTest.dynamicTest(twin.name(), () -> compare(twin)));
  }

  @Test
  void everyNetworkHasATwin() {
    assertThat(TorchTwin.stored().stream().map(TorchTwin::name))
        .containsExactlyInAnyOrderElementsOf(networks.keySet());
  }

  private void compare(TorchTwin twin) {
    Layer network = Objects.requireNonNull(networks.get(twin.name())).get();
    Parameters parameters = Parameters.of(network);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    parameters.stateDict().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    assertThat(List.copyOf(shapes.entrySet())).isEqualTo(List.copyOf(twin.state().entrySet()));
    assertThat(parameters.count()).isEqualTo(twin.count());
    parameters.loadStateDict(twin.weights());
    Tensor x = twin.x(TwinNetworks.vocabulary(twin.name()));
    Tensor y = Tensor.noGrad(() -> network.forward(x, Pass.INFERENCE));
    assertThat(y.shape()).isEqualTo(twin.output());
    float[] numbers = y.toFloatArray();
    for (int i = 0; i < twin.shown().length; i++) {
      assertThat((double) numbers[i * twin.every()])
          .as("number %d", i * twin.every())
          .isCloseTo(twin.shown()[i], within(1e-4 * twin.largest()));
    }
  }
}
