package dev.adjoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The networks that PyTorch 1.13 and 2.13 exported.
class SharedModelsTest {

  @TempDir private Path folder;

  static List<SharedModels.Network> networks() {
    return SharedModels.NETWORKS;
  }

  private static List<Path> files(String network) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String place : new String[] {network, "modern/" + network}) {
      try (Stream<Path> all = Files.list(SharedModels.folder().resolve(place))) {
        all.filter(
                file -> file.toString().endsWith(".onnx") && !file.toString().contains("training"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyExportGivesTheOutputsOfPyTorch(SharedModels.Network network) throws IOException {
    List<Path> files = files(network.name());
    assertThat(files).hasSizeGreaterThanOrEqualTo(2);
    Tensor x = SharedModels.array(network.name(), network.input());
    for (Path file : files) {
      OnnxModel model = OnnxModel.load(file);
      List<Tensor> outputs = model.run(List.of(x), Pass.INFERENCE);
      for (int i = 0; i < network.outputs().size(); i++) {
        Tensor expected = SharedModels.array(network.name(), network.outputs().get(i));
        assertThat(largestDifference(outputs.get(i), expected))
            .as(file.toString())
            .isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aSavedModelGivesTheSameBits(SharedModels.Network network) throws IOException {
    Tensor x = SharedModels.array(network.name(), network.input());
    for (Path file : files(network.name())) {
      OnnxModel model = OnnxModel.load(file);
      Path saved = folder.resolve("模型 " + file.getFileName());
      model.save(saved);
      OnnxModel again = OnnxModel.load(saved);
      List<Tensor> expected = model.run(List.of(x), Pass.INFERENCE);
      List<Tensor> outputs = again.run(List.of(x), Pass.INFERENCE);
      for (int i = 0; i < outputs.size(); i++) {
        assertThat(outputs.get(i).contentEquals(expected.get(i))).as(file.toString()).isTrue();
      }
      assertThat(again.toString()).isEqualTo(model.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "encoder", "gpt"})
  void parametersHaveTheNamesOfTheStateDict(String name) throws IOException {
    OnnxModel model =
        OnnxModel.load(SharedModels.folder().resolve("modern/%s/model.onnx".formatted(name)));
    Map<String, Tensor> state = Parameters.of(model).stateDict();
    Map<String, Tensor> expected =
        TensorFormats.weights(
            SharedModels.folder().resolve("modern/%s/model.safetensors".formatted(name)));
    TreeSet<String> common = new TreeSet<>(expected.keySet());
    common.retainAll(state.keySet());
    assertThat(common).hasSizeGreaterThan(expected.size() / 2);
    for (String key : common) {
      Tensor known = expected.get(key);
      assertThat(known != null && known.contentEquals(state.getOrDefault(key, Tensor.zeros(1))))
          .as(key)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cnn", "lstm", "gru", "encoder", "gpt", "unet"})
  void everyModelTrains(String name) throws IOException {
    SharedModels.Network network = SharedModels.network(name);
    Tensor x = SharedModels.array(name, network.input());
    for (Path file : files(name)) {
      OnnxModel model = OnnxModel.load(file);
      Parameters parameters = Parameters.of(model);
      Optimizer optimizer = Optimizer.of(parameters, new Adam(1e-3));
      Pass pass = new Pass.Training(new SplittableRandom(1));
      Tensor target = Tensor.onesLike(model.forward(x, Pass.INFERENCE)).multiply(0.3);
      RecordedStep step =
          RecordedStep.of(
              (input, stored) -> model.forward(input, pass).subtract(stored).square().mean());
      double first = 0;
      double last = 0;
      for (int i = 0; i < 6; i++) {
        optimizer.zeroGrad();
        last = step.run(x, target).item();
        first = i == 0 ? last : first;
        if (i == 0) {
          assertThat(parameters.list().stream().filter(p -> p.hasGradient()).count())
              .as(file.toString())
              .isGreaterThan(parameters.list().size() / 2);
        }
        optimizer.step();
      }
      assertThat(step.refusal()).as(file.toString()).isEmpty();
      assertThat(last).as(file.toString()).isLessThan(first);
    }
  }

  @Test
  void aModelInTrainingFormMovesItsRunningStatistics() throws IOException {
    OnnxModel model =
        OnnxModel.load(SharedModels.folder().resolve("cnn/model-training-opset13.onnx"));
    Parameters parameters = Parameters.of(model);
    assertThat(parameters.buffers()).isNotEmpty();
    Buffer statistics = parameters.buffers().values().iterator().next();
    Tensor before = statistics.value();
    Tensor x = Tensor.normal(Shape.of(3, 1, 28, 28), 0, 1, new SplittableRandom(2));
    model.forward(x, new Pass.Training(new SplittableRandom(3)));
    assertThat(statistics.value().contentEquals(before)).isFalse();
  }

  @Test
  void otherBatchSizesRunToo() throws IOException {
    OnnxModel model = OnnxModel.load(SharedModels.folder().resolve("gpt/model-opset17.onnx"));
    Tensor ids = SharedModels.array("gpt", "ids");
    Tensor both = model.forward(ids, Pass.INFERENCE);
    Tensor one = model.forward(ids.slice(0, 0, 1), Pass.INFERENCE);
    assertThat(largestDifference(one, both.slice(0, 0, 1))).isLessThan(1e-5);
  }

  private static double largestDifference(Tensor a, Tensor b) {
    assertThat(a.shape()).isEqualTo(b.shape());
    return a.to(ElementType.F64).subtract(b.to(ElementType.F64)).abs().max().item();
  }
}
