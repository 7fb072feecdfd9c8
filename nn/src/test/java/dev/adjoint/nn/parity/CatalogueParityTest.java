package dev.adjoint.nn.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.FunctionalCall;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.Attributes;
import dev.adjoint.tensor.parity.ParityTable;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Layers by the names of PyTorch's classes: value, gradients of x and of every parameter, the
/// names of the parameters and those of the whole state dict.
class CatalogueParityTest {

  @TestFactory
  Stream<DynamicTest> aLayerHasTheNamesTheValueAndTheGradientsOfPyTorch() {
    ParityTable table = new ParityTable(getClass(), "catalogue.jsonl", Tolerance.SUMS);
    TorchLayers.all().forEach((kind, layer) -> table.rows(kind, (x, a) -> run(layer, x, a)));
    TorchSequences.all().forEach((kind, layer) -> table.rows(kind, (x, a) -> run(layer, x, a)));
    // PyTorch's derivative in F64 multiplies by 1/6 rounded to F32.
    table.row(
        "Hardsigmoid",
        Tolerance.SUMS.within(1e-7),
        (x, a) ->
            run(Objects.requireNonNull(TorchLayers.all().get("Hardsigmoid")), x, a).getFirst());
    return table.tests();
  }

  private static List<Tensor> run(TorchLayer kind, Tensor[] x, Attributes a) {
    List<String> names = a.texts("names");
    List<String> state = a.texts("state");
    Object layer = Parameters.copyOf(kind.make().apply(a), ElementType.F64);
    Parameters parameters = Parameters.of(layer);
    assertThat(parameters.byName().keySet()).containsExactlyElementsOf(names);
    assertThat(parameters.stateDict().keySet()).containsExactlyElementsOf(state);
    Map<String, Tensor> values = new LinkedHashMap<>();
    int inputs = x.length - names.size();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), x[inputs + i]);
    }
    Tensor[] in = Arrays.copyOf(x, inputs);
    return names.isEmpty()
        ? kind.call().of(layer, a, in)
        : FunctionalCall.of(layer, values, () -> kind.call().of(layer, a, in));
  }

  /// How a class of PyTorch is made and run here.
  ///
  /// @param make the layer for the arguments of a stored case
  /// @param call runs it
  record TorchLayer(Function<Attributes, Object> make, Call call) {

    /// Runs a layer.
    @FunctionalInterface
    interface Call {
      List<Tensor> of(Object layer, Attributes a, Tensor... x);
    }

    /// A layer of one input in inference.
    static TorchLayer of(Function<Attributes, Layer> make) {
      return new TorchLayer(
          make::apply, (layer, _, x) -> List.of(((Layer) layer).forward(x[0], Pass.INFERENCE)));
    }

    /// The same layer run in another way.
    TorchLayer calling(Call other) {
      return new TorchLayer(make, other);
    }
  }
}
