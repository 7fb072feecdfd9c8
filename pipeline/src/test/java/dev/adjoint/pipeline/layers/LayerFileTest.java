package dev.adjoint.pipeline.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.pipeline.folder.JsonText;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists of layers in files: what they build, and what the messages say.
final class LayerFileTest {
  private static final InputForm NUMBERS = new InputForm.Numbers(Shape.of(5));
  private static final InputForm IMAGES = new InputForm.Image(Shape.of(3, 12, 10));
  private static final InputForm TEXTS = new InputForm.Tokens(7, 20);

  @TempDir private Path folder;

  private static LayerFile layers(String list) {
    return LayerFile.parse("net.json", "{\"layers\": [" + list + "]}");
  }

  /// Builds the network, runs it, and compares the weights with those that were counted.
  private static Layer built(LayerFile file, InputForm form, Tensor x) {
    Layer network = file.build(form, 4, new SplittableRandom(1));
    long stored =
        Parameters.of(network).stateDict().values().stream()
            .mapToLong(tensor -> tensor.shape().count())
            .sum();
    assertThat(file.weightCount(form, 4)).isEqualTo(stored);
    Pass training = new Pass.Training(new SplittableRandom(2));
    assertThat(network.forward(x, training).shape()).isEqualTo(Shape.of(2, 4));
    return network;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'layer': 'Linear', 'width': 6}, 'ReLU',",
        "{'layer': 'Linear', 'width': 6, 'bias': false}, 'BatchNorm', 'Tanh', 'Dropout',",
        "'LayerNorm', {'layer': 'Residual', 'layers': [{'layer': 'Linear', 'width': 5}, 'GELU']},"
      })
  void listsForTables(String list) {
    built(ended(list), NUMBERS, Tensor.ones(2, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'layer': 'Conv2d', 'channels': 4}, 'BatchNorm', 'ReLU', 'MaxPool2d', 'Flatten',",
        "{'layer': 'Conv2d', 'channels': 6, 'kernel': 4, 'stride': 3, 'padding': 2, 'groups': 3}, 'Flatten',",
        "{'layer': 'Conv2d', 'channels': 6, 'kernel': 2, 'padding': 'same', 'bias': false}, 'Flatten',",
        "{'layer': 'Conv2d', 'channels': 4, 'dilation': 2, 'padding': 'same', 'stride': 2}, {'layer': 'GroupNorm', 'groups': 2}, 'Flatten',",
        "{'layer': 'AvgPool2d', 'kernel': 3, 'stride': 2}, 'Dropout2d', {'layer': 'AdaptiveAvgPool2d', 'size': 2}, 'Flatten',",
        "{'layer': 'Residual', 'layers': [{'layer': 'Conv2d', 'channels': 3, 'padding': 1}]}, 'AdaptiveAvgPool2d', 'Flatten',"
      })
  void listsForImages(String list) {
    built(ended(list), IMAGES, Tensor.ones(2, 3, 12, 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'layer': 'Embedding', 'width': 6}, {'layer': 'Conv1d', 'channels': 5}, 'ReLU', 'MaxOverTime',",
        "{'layer': 'Embedding', 'width': 6}, {'layer': 'LSTM', 'width': 5, 'layers': 2, 'bidirectional': true, 'dropout': 0.1}, 'LastOverTime',",
        "{'layer': 'Embedding', 'width': 6}, {'layer': 'GRU', 'width': 5}, 'MeanOverTime',",
        "{'layer': 'Embedding', 'width': 6}, 'Positions', {'layer': 'TransformerEncoder', 'heads': 2, 'layers': 2}, 'LayerNorm', 'SumOverTime',",
        "{'layer': 'Embedding', 'width': 6}, {'layer': 'TransformerEncoder', 'heads': 3, 'inner': 7}, {'layer': 'Linear', 'width': 3}, 'Flatten',"
      })
  void listsForTexts(String list) {
    built(ended(list), TEXTS, tokens(3, 7));
  }

  private static LayerFile ended(String list) {
    return layers((list + "{'layer': 'Linear', 'width': 'outputs'}").replace('\'', '"'));
  }

  private static Tensor tokens(int known, int length) {
    float[] numbers = new float[2 * length];
    for (int row = 0; row < 2; row++) {
      for (int i = 0; i < known; i++) {
        numbers[row * length + i] = 1 + row + i;
      }
    }
    return Tensor.of(numbers).reshape(2, length).to(ElementType.I64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MaxOverTime", "MeanOverTime", "SumOverTime", "LastOverTime"})
  void paddingDoesNotChangeTheAnswer(String pooling) {
    LayerFile file =
        ended(
            "{'layer': 'Embedding', 'width': 6}, 'Positions', {'layer': 'TransformerEncoder', 'heads': 2}, '%s',"
                .formatted(pooling));
    Layer network = file.build(TEXTS, 4, new SplittableRandom(1));
    float[] shorter = network.forward(tokens(3, 4), Pass.INFERENCE).toFloatArray();
    float[] longer = network.forward(tokens(3, 7), Pass.INFERENCE).toFloatArray();
    for (int i = 0; i < shorter.length; i++) {
      assertThat(longer[i]).isCloseTo(shorter[i], within(1e-5f));
    }
  }

  @Test
  void parametersAreNamedByThePlacesInTheList() {
    Layer network =
        built(
            ended("'ReLU', {'layer': 'Residual', 'layers': [{'layer': 'Linear', 'width': 5}]},"),
            NUMBERS,
            Tensor.ones(2, 5));
    assertThat(Parameters.of(network).stateDict().keySet())
        .containsExactly("1.branch.0.weight", "1.branch.0.bias", "2.weight", "2.bias");
  }

  @Test
  void plainDataGivesTheSameLayers() {
    LayerFile file = ended("{'layer': 'Conv2d', 'channels': 4}, 'ReLU', 'Flatten',");
    LayerFile again = LayerFile.of("model.json", file.plain());
    assertThat(again).isEqualTo(file).hasSameHashCodeAs(file);
    assertThat(again.build(IMAGES, 2, new SplittableRandom(1)))
        .hasToString(file.build(IMAGES, 2, new SplittableRandom(1)).toString());
  }

  /// Each message with its line and column; the file has a line end after `[`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'layer': 'Linaer', 'width': 3} | line 2, column 11: there is no layer \"Linaer\"; did you mean Linear?",
        "'Relu' | line 2, column 1: there is no layer \"Relu\"; did you mean ReLU or ReLU6 or ELU?",
        "{'layer': 'Linear', 'widht': 3} | line 2, column 30: layers[0], Linear has no option \"widht\"; did you mean width?",
        "{'layer': 'ReLU', 'p': 3} | line 2, column 24: layers[0], ReLU has no option \"p\"; it has none",
        "'Linear' | line 2, column 1: layers[0], Linear needs the option \"width\", a whole number of 1 … 65536 or \"outputs\"; add it",
        "{'layer': 'Linear', 'width': 0} | line 2, column 30: layers[0], Linear, \"width\": a whole number of 1 … 65536 or \"outputs\" is expected but there is 0; correct it",
        "{'layer': 'Linear', 'width': 2.5} | line 2, column 30: layers[0], Linear, \"width\": a whole number of 1 … 65536 or \"outputs\" is expected but there is 2.5; correct it",
        "{'layer': 'Linear', 'width': 'many'} | line 2, column 30: layers[0], Linear, \"width\": a whole number of 1 … 65536 or \"outputs\" is expected but there is \"many\"; correct it",
        "{'layer': 'Dropout', 'p': 1} | line 2, column 27: layers[0], Dropout, \"p\": a number of at least 0 and below 1 is expected but there is 1; correct it",
        "{'layer': 'Linear', 'width': 3, 'bias': null} | line 2, column 41: layers[0], Linear, \"bias\": true or false is expected but there is null; correct it",
        "{'layer': 'Linear', 'width': 3, 'width': 4} | line 2, column 33: the key \"width\" occurs twice in this object; keep one",
        "{'width': 3} | line 2, column 1: layers[0] does not say which layer it is; add \"layer\": \"Linear\" or another name",
        "{'layer': 3} | line 2, column 11: the name of a layer is expected but there is 3; correct it",
        "[1] | line 2, column 1: a layer, an object {…}, is expected but there is a list […]; correct it",
        "{'layer': 'Residual', 'layers': 'ReLU'} | line 2, column 33: layers[0], Residual, \"layers\": a list of layers is expected but there is \"ReLU\"; correct it"
      })
  void aWrongLayerIsNamedWithLineAndColumn(String layer, String message) {
    assertThatThrownBy(() ->
            LayerFile.parse("net.json", "{\"layers\": [\n" + layer.replace('\'', '"') + "\n]}"))
        .isInstanceOf(DataException.class)
        .hasMessage("model net.json, " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | : the file is empty; write {\"layers\": […]}",
        "{'layers': [} | , line 1, column 13: this is not JSON (Unexpected close marker '}': expected ']'); correct it",
        "{'layers': []} | , line 1, column 12: a list has 1 … 1000 layers but this one has 0; end with {\"layer\": \"Linear\", \"width\": \"outputs\"}",
        "{'layer': []} | , line 1, column 11: a model file has no entry \"layer\"; did you mean layers?",
        "{'title': 'x'} | , line 1, column 1: the entry \"layers\" is missing; write {\"layers\": […]}",
        "[] | , line 1, column 1: a model file, an object {…}, is expected but there is a list […]; correct it",
        "{'layers': {}} | , line 1, column 12: the list of layers, a list […], is expected but there is an object {…}; correct it",
        "{'layers': ['ReLU']} 1 | , line 1, column 22: the file ends with its first value, but more follows; remove it"
      })
  void aWrongFileIsNamedWithLineAndColumn(String text, String message) {
    assertThatThrownBy(() -> LayerFile.parse("net.json", text.replace('\'', '"')))
        .isInstanceOf(DataException.class)
        .hasMessage("model net.json" + message);
  }

  @Test
  void layersThatDoNotFitAreNamed() {
    assertProblem(
        "{'layer': 'Conv2d', 'channels': 4}, ",
        IMAGES,
        "line 1, column 49: layers[1], Linear, reads vectors and sequences but gets an image of 4 × 10 × 8 (channels × height × width); put Flatten before it");
    assertProblem(
        "'MaxPool2d', 'Flatten', ",
        NUMBERS,
        "line 1, column 13: layers[0], MaxPool2d, reads images but gets a vector of 5 numbers; put it before the layer that makes vectors, or use another layer");
    assertProblem(
        "",
        TEXTS,
        "line 1, column 13: layers[0], Linear, reads vectors and sequences but gets 7 tokens; put Embedding before it");
    assertProblem(
        "{'layer': 'Embedding', 'width': 6}, {'layer': 'TransformerEncoder', 'heads': 4}, ",
        TEXTS,
        "line 1, column 49: layers[1], TransformerEncoder, has 4 heads, which must divide the width 6 of its input; use such as 1");
    assertProblem(
        "{'layer': 'Embedding', 'width': 6}, ",
        TEXTS,
        "line 1, column 49: layers[1], Linear, is the last layer and gives a sequence of 7 steps with 4 numbers each but the data needs a vector of 4; end with {\"layer\": \"Linear\", \"width\": \"outputs\"}");
    assertProblem(
        "{'layer': 'Conv2d', 'channels': 4, 'kernel': 11}, 'Flatten', ",
        IMAGES,
        "line 1, column 13: layers[0], Conv2d, has windows of 11 × 11 pixels but gets an image of 3 × 12 × 10 (channels × height × width); use a smaller kernel or fewer layers that make images smaller");
    assertProblem(
        "{'layer': 'Conv2d', 'channels': 4, 'groups': 2}, 'Flatten', ",
        IMAGES,
        "line 1, column 13: layers[0], Conv2d, has 2 groups, which must divide the 3 channels that it gets and the 4 that it gives");
    assertProblem(
        "{'layer': 'Residual', 'layers': [{'layer': 'Linear', 'width': 6}]}, ",
        NUMBERS,
        "line 1, column 13: layers[0], Residual, gets a vector of 5 numbers but its layers make a vector of 6 numbers of it; they must keep the shape");
    assertProblem(
        "{'layer': 'Embedding', 'width': 6}, {'layer': 'Residual', 'layers': ['MaxOverTime']}, ",
        TEXTS,
        "line 1, column 82: layers[1].layers[0], MaxOverTime, cannot be inside a Residual; put it into the list outside");
    assertProblem(
        "{'layer': 'Embedding', 'width': 6}, {'layer': 'GRU', 'width': 6, 'dropout': 0.5}, ",
        TEXTS,
        "line 1, column 49: layers[1], GRU, has dropout between its layers but only one layer; put Dropout after it, or use more layers");
  }

  private static void assertProblem(String list, InputForm form, String message) {
    LayerFile file = ended(list);
    assertThatThrownBy(() -> file.weightCount(form, 4))
        .isInstanceOf(DataException.class)
        .hasMessage("model net.json, " + message);
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    Path missing = folder.resolve("none.json");
    assertThatThrownBy(() -> LayerFile.read(missing))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "model %s: the file cannot be read (there is none); check its name".formatted(missing));
    Path binary = Files.write(folder.resolve("b.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> LayerFile.read(binary))
        .isInstanceOf(DataException.class)
        .hasMessage("model %s: the file is not UTF-8 text; save it so".formatted(binary));
  }

  @Test
  void deepNestingIsRefusedBeforeItIsRead() {
    assertThatThrownBy(() ->
            LayerFile.parse("net.json", "{\"layers\":" + "[".repeat(400) + "]".repeat(400) + "}"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "model net.json, line 1, column 61: values are nested more than 50 deep; use fewer");
  }

  @Test
  void thePublishedSchemaIsThatOfTheProgram() throws Exception {
    Path published = Path.of("..", "docs", "net.schema.json");
    String schema = JsonText.of(LayerSchema.toMap());
    if (Boolean.getBoolean("adjoint.write")) {
      Files.writeString(published, schema);
    }
    assertThat(Files.readString(published))
        .as("run this test with -Dadjoint.write=true")
        .isEqualTo(schema);
  }

  @Test
  void everyLayerIsInTheSchemaWithItsOptions() {
    for (LayerType type : LayerType.all()) {
      assertThat(LayerSchema.toMap().toString()).contains("title=" + type.name());
    }
    assertThat(LayerType.all().stream().map(LayerType::name).toList()).doesNotHaveDuplicates();
    assertThat(List.of("Linear", "Conv2d", "LSTM"))
        .allMatch(name -> LayerType.all().stream().anyMatch(type -> type.name().equals(name)));
  }
}
