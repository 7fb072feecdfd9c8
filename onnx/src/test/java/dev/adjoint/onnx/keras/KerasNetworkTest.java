package dev.adjoint.onnx.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks that Keras 3.15 wrote, with the outputs that it computed.
class KerasNetworkTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "lstm"})
  void aNetworkGivesTheOutputsOfKeras(String name) throws IOException {
    OnnxModel model = KerasNetwork.load(KerasFiles.stored(name + ".keras"));
    Tensor y = model.forward(Numpy.read(KerasFiles.stored(name + "-x.npy")), Pass.INFERENCE);
    Tensor expected = Numpy.read(KerasFiles.stored(name + "-y.npy"));
    assertThat(y.shape()).isEqualTo(expected.shape());
    assertThat(y.subtract(expected).abs().max().item()).isLessThan(1e-5);
  }

  @Test
  void parametersAreNamedByLayersAndTheModelTrainsAndIsWrittenAsOnnx() throws IOException {
    OnnxModel model = KerasNetwork.load(KerasFiles.stored("cnn.keras"));
    assertThat(Parameters.of(model).byName().keySet())
        .contains("conv2d.kernel", "batch_normalization.gamma", "dense_2.bias");
    Tensor x = Numpy.read(KerasFiles.stored("cnn-x.npy"));
    Optimizer optimizer = Optimizer.of(Parameters.of(model), new Adam(0.01));
    Pass pass = new Pass.Training(new SplittableRandom(1));
    double first = 0;
    double last = 0;
    for (int i = 0; i < 20; i++) {
      optimizer.zeroGrad();
      Tensor loss = new MseLoss().of(model.forward(x, pass), Tensor.ones(2, 3));
      loss.backward();
      optimizer.step();
      last = loss.item();
      first = i == 0 ? last : first;
    }
    assertThat(last).isLessThan(first / 2);

    Path out = folder.resolve("网络 a.onnx");
    model.save(out);
    assertThat(OnnxModel.load(out).forward(x, Pass.INFERENCE).toFloatArray())
        .isEqualTo(model.forward(x, Pass.INFERENCE).toFloatArray());
  }

  @Test
  void aFunctionalModelBranchesAndJoins() throws IOException {
    String config =
        KerasFiles.functional(
            KerasFiles.input("a", 4),
            KerasFiles.layer("Dense", "dense", "\"units\": 8, \"activation\": \"tanh\"", "a"),
            KerasFiles.layer("Dense", "dense_1", "\"units\": 3", "dense"),
            KerasFiles.layer("Activation", "squashed", "\"activation\": \"sigmoid\"", "dense_1"),
            KerasFiles.layer("Add", "sum", "", "dense_1", "squashed"),
            KerasFiles.layer("Concatenate", "out", "\"axis\": -1", "sum", "dense_1"));
    Path file = KerasFiles.withConfig(folder, "mlp.keras", config);
    OnnxModel model = KerasNetwork.load(file);
    Tensor x = Numpy.read(KerasFiles.stored("mlp-x.npy"));
    Tensor hidden =
        x.matmul(KerasFiles.weight(file, "layers/dense/vars/0"))
            .add(KerasFiles.weight(file, "layers/dense/vars/1"))
            .tanh();
    Tensor z =
        hidden
            .matmul(KerasFiles.weight(file, "layers/dense_1/vars/0"))
            .add(KerasFiles.weight(file, "layers/dense_1/vars/1"));
    Tensor expected = Tensor.concat(1, z.add(z.sigmoid()), z);
    Tensor y = model.run(List.of(x), Pass.INFERENCE).getFirst();
    assertThat(y.subtract(expected).abs().max().item()).isLessThan(1e-6);
    assertThat(model.outputs()).hasToString("[out FLOAT [batch, out_1]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Lambda | | its computation is Python code, which is not run",
        "MyLayer | | this type of layer is not supported; write the model as ONNX with tf2onnx or model.export and read that",
        "Embedding | \"mask_zero\": true | mask_zero hides steps, and masks are not supported",
        "Activation | \"activation\": \"mine\" | the activation mine is unknown; use one of Keras, such as relu",
        "Conv2D | \"kernel_size\": 3 | the file has no weight kernel (layers/conv2d/vars/0); save the whole model",
        "LSTM | \"stateful\": true | stateful is not supported",
        "MaxPooling2D | \"pool_size\": [2, 0] | pool_size is [2,0] but must have 2 positive integers",
        "MaxPooling2D | \"pool_size\": 2 | its input has 2 axes but must have 4, the batch among them",
        "ReLU | \"threshold\": 0.5 | threshold is not 0, which is not supported",
        "UpSampling2D | \"interpolation\": \"bicubic\" | interpolation is bicubic but must be nearest or bilinear"
      })
  void whatIsNotSupportedIsRefusedByTheNameOfTheLayer(String type, String settings, String reason)
      throws IOException {
    String config =
        KerasFiles.functional(
            KerasFiles.input("a", 4),
            KerasFiles.layer(type, "odd", settings == null ? "" : settings, "a"));
    Path file = KerasFiles.withConfig(folder, "mlp.keras", config);
    assertThatThrownBy(() -> KerasNetwork.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("layer odd (%s): %s".formatted(type, reason));
  }

  @Test
  void aModelThatIsPythonCodeOrHasNoLayersIsRefused() throws IOException {
    Path subclass =
        KerasFiles.withConfig(
            folder,
            "mlp.keras",
            "{\"class_name\": \"Mine\", \"config\": {\"layers\": [%s]}}"
                .formatted(KerasFiles.input("a", 4)));
    assertThatThrownBy(() -> KerasNetwork.load(subclass))
        .hasMessageContaining(
            "the model is of the class Mine, whose computation is Python code; only Sequential and Functional models are read");
    Path empty = KerasFiles.withConfig(folder, "mlp.keras", "{}");
    assertThatThrownBy(() -> KerasNetwork.load(empty))
        .hasMessageContaining("the configuration has no layers; save the whole model");
    Path text = KerasFiles.withConfig(folder, "mlp.keras", "{");
    assertThatThrownBy(() -> KerasNetwork.load(text))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("the configuration is not JSON");
  }

  @Test
  void aCircleIsRefused() throws IOException {
    String config =
        KerasFiles.functional(
            KerasFiles.input("a", 4),
            KerasFiles.layer("Add", "b", "", "a", "c"),
            KerasFiles.layer("Activation", "c", "\"activation\": \"relu\"", "b"));
    Path file = KerasFiles.withConfig(folder, "mlp.keras", config);
    assertThatThrownBy(() -> KerasNetwork.load(file))
        .hasMessageContaining("layer b (Add): it reads [a:0, c:0], which no layer makes");
  }
}
