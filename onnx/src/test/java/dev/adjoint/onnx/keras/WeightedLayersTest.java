package dev.adjoint.onnx.keras;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Layers with weights against PyTorch, whose numbers `tools/parity/keras_layers.py` stored: the
/// weights are in the layout of Keras, in an HDF5 file.
class WeightedLayersTest {

  private static final String LSTM =
      "{\"class_name\": \"LSTM\", \"config\": {\"units\": 4, \"name\": \"lstm\", \"return_sequences\": true}}";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv1d        | Conv1D             | conv1d              | "kernel_size": [3], "padding": "causal", "dilation_rate": [2]
          conv3d        | Conv3D             | conv3d              | "kernel_size": [2, 3, 2]
          depthwise     | DepthwiseConv2D    | depthwise_conv2d    | "kernel_size": [3, 3], "padding": "same", "depth_multiplier": 2
          separable     | SeparableConv2D    | separable_conv2d    | "kernel_size": [3, 3], "strides": [2, 2], "depth_multiplier": 2
          transposed    | Conv2DTranspose    | conv2d_transpose    | "kernel_size": [3, 3], "strides": [2, 2], "padding": "same"
          embedding     | Embedding          | embedding           | "input_dim": 7, "output_dim": 4
          batch_norm    | BatchNormalization | batch_normalization | "axis": -1
          layer_norm    | LayerNormalization | layer_normalization | "axis": -1
          prelu         | PReLU              | p_re_lu             | "shared_axes": null
          gru           | GRU                | gru/cell            | "units": 4, "reset_after": true, "return_sequences": true
          gru_before    | GRU                | gru/cell            | "units": 4, "reset_after": false
          simple        | SimpleRNN          | simple_rnn/cell     | "units": 4
          bidirectional | Bidirectional      | bidirectional       | LSTM
          """)
  void aLayerGivesTheNumbersOfPyTorch(String name, String type, String group, String settings)
      throws IOException {
    Map<String, Tensor> stored = stored();
    Tensor x = Objects.requireNonNull(stored.get(name + "/x"), name);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    stored.forEach((key, value) -> {
      String rest = key.substring(key.indexOf('/') + 1);
      if (key.startsWith(name + "/") && !rest.equals("x") && !rest.equals("y")) {
        String inside = rest.contains("/") ? rest.replace("/", "/cell/vars/") : "vars/" + rest;
        weights.put("layers/%s/%s".formatted(group, inside), value);
      }
    });
    assertThat(weights).isNotEmpty();
    int[] sizes = x.shape().toArray();
    String config =
        KerasFiles.functional(
            KerasFiles.input("x", Arrays.copyOfRange(sizes, 1, sizes.length)),
            KerasFiles.layer(
                type, "y", settings.equals("LSTM") ? "\"layer\": " + LSTM : settings, "x"));

    Tensor y =
        KerasNetwork.load(KerasFiles.withWeights(folder, config, weights))
            .forward(x, Pass.INFERENCE);

    Tensor expected = Objects.requireNonNull(stored.get(name + "/y"), name);
    assertThat(y.shape()).isEqualTo(expected.shape());
    assertThat(y.subtract(expected).abs().max().item()).isLessThan(1e-5);
  }

  private static Map<String, Tensor> stored() throws IOException {
    return Numpy.readAll(KerasFiles.stored("layers.npz"));
  }
}
