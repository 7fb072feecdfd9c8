package dev.adjoint.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.models.MatrixFactorization;
import dev.adjoint.models.MobileNetV2;
import dev.adjoint.models.NeuralFactorization;
import dev.adjoint.models.ResNet;
import dev.adjoint.models.SmallCnn;
import dev.adjoint.models.language.GptModel;
import dev.adjoint.models.language.LstmModel;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.GruOutput;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.LstmOutput;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.TransformerEncoder;
import dev.adjoint.onnx.export.OnnxExport;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ready networks and recurrent layers leave as ONNX and give the same answers in ONNX Runtime.
class ModelExportTest {

  private final RandomGenerator random = new SplittableRandom(7);

  @TempDir private Path folder;

  private Comparison comparison = new Comparison(Path.of(""));

  @BeforeEach
  void nothingToCompareYet() {
    comparison = new Comparison(folder.resolve("模型 m"));
  }

  private void check(Layer model, Tensor example, Tensor other) throws IOException {
    check(model, in -> List.of(model.forward(in.getFirst(), Pass.INFERENCE)), example, other);
  }

  /// Adds the model with both batches to the comparison.
  private void check(Object model, UnaryOperator<List<Tensor>> work, Tensor example, Tensor other)
      throws IOException {
    Parameters.of(model).setNames();
    OnnxDocument document = OnnxExport.of(model, work, example).document();
    String name = model.getClass().getSimpleName();
    comparison.add(name, document, work, false, List.of(example));
    comparison.add(name + ", another batch", document, work, true, List.of(other));
  }

  private Tensor normal(int... sizes) {
    return Tensor.normal(Shape.of(sizes), 0, 1, random);
  }

  private Tensor ids(int below, int... sizes) {
    int count = Shape.of(sizes).count();
    return Tensor.of(random.ints(count, 0, below).asLongStream().toArray(), Shape.of(sizes));
  }

  @Test
  void networksForImages() throws IOException {
    check(ResNet.of(3, 8, 4, 5, random), normal(1, 3, 16, 16), normal(3, 3, 16, 16));
    check(SmallCnn.of(1, 4, 2, 0.2, 10, random), normal(2, 1, 16, 16), normal(5, 1, 16, 16));
    check(MobileNetV2.of(3, 32, 0.2, 4, random), normal(1, 3, 32, 32), normal(2, 3, 32, 32));
    assertThat(comparison.problems()).isEmpty();
  }

  @Test
  void recurrentLayersInBothDirectionsWithTheirStates() throws IOException {
    Lstm lstm = Lstm.of(3, 4, 2, true, random).withBatchFirst();
    UnaryOperator<List<Tensor>> work =
        in -> {
          LstmOutput output = lstm.run(in.getFirst(), Pass.INFERENCE);
          return List.of(output.output(), output.hidden(), output.cell());
        };
    check(lstm, work, normal(2, 5, 3), normal(3, 5, 3));
    Gru gru = Gru.of(3, 4, 2, true, random).withBatchFirst();
    UnaryOperator<List<Tensor>> steps =
        in -> {
          GruOutput output = gru.run(in.getFirst(), Pass.INFERENCE);
          return List.of(output.output(), output.hidden());
        };
    check(gru, steps, normal(2, 5, 3), normal(3, 5, 3));
    check(Lstm.of(3, 4, random).withBatchFirst().withoutBias(), normal(1, 4, 3), normal(2, 4, 3));
    check(Lstm.of(3, 4, 2, 2, true, random).withBatchFirst(), normal(1, 4, 3), normal(2, 4, 3));
    assertThat(comparison.problems()).isEmpty();
  }

  @Test
  void attentionWithAndWithoutMasks() throws IOException {
    check(MultiheadAttention.of(8, 2, random), normal(2, 5, 8), normal(3, 5, 8));
    check(MultiheadAttention.of(8, 4, random).asCausal(), normal(2, 5, 8), normal(1, 5, 8));
    check(TransformerEncoder.of(2, 8, 2, 16, random), normal(2, 5, 8), normal(4, 5, 8));
    MultiheadAttention attention = MultiheadAttention.of(8, 2, random);
    // The mask of the keys comes from the input: words with a negative first feature are hidden.
    UnaryOperator<List<Tensor>> masked =
        in -> {
          Tensor x = in.getFirst();
          Tensor seen = x.select(2, 0).greaterEqual(0);
          int batch = x.shape().size(0);
          return List.of(attention.forward(x, seen.reshape(batch, 1, 1, 5)));
        };
    check(attention, masked, normal(2, 5, 8), normal(3, 5, 8));
    assertThat(comparison.problems()).isEmpty();
  }

  @Test
  void languageModels() throws IOException {
    check(GptModel.of(11, 8, 8, 2, 2, 0.1, random), ids(11, 1, 8), ids(11, 3, 8));
    check(LstmModel.of(11, 8, 2, 0.1, random), ids(11, 2, 6), ids(11, 3, 6));
    assertThat(comparison.problems()).isEmpty();
  }

  @Test
  void modelsOfRatings() throws IOException {
    check(MatrixFactorization.of(5, 6, 3, random), ids(5, 2, 2), ids(5, 7, 2));
    check(NeuralFactorization.of(5, 6, 4, 0.1, random), ids(5, 2, 2), ids(5, 7, 2));
    assertThat(comparison.problems()).isEmpty();
  }

  @Test
  void parametersAndBuffersKeepTheirNamesAndTheBatchIsOpen() throws IOException {
    ResNet model = ResNet.of(3, 8, 4, 5, random);
    OnnxDocument document = OnnxExport.of(model, normal(1, 3, 16, 16)).document();
    List<String> names = document.graph().initializers().stream().map(OnnxTensor::name).toList();
    Parameters parameters = Parameters.of(model);
    assertThat(names).containsAll(parameters.byName().keySet());
    assertThat(document.graph().inputs()).hasToString("[x FLOAT [batch, 3, 16, 16]]");
    assertThat(document.graph().outputs()).hasToString("[y FLOAT [batch, 5]]");
    assertThat(document.irVersion()).isEqualTo(8);
    assertThat(document.opset()).isEqualTo(17);
    assertThat(document.graph().nodes().stream().map(OnnxNode::name)).doesNotHaveDuplicates();
    assertThat(document.graph().nodes().stream().map(OnnxNode::operator))
        .contains("Conv", "BatchNormalization", "Gemm");
  }

  @Test
  void textsAndNamesAreWrittenAndTheBatchCanBeFixed() {
    Linear model = Linear.of(2, 3, random);
    OnnxDocument document =
        OnnxExport.of(model, normal(4, 2))
            .withInputs("features")
            .withOutputs("scores")
            .withMetadata(Map.of("classes", "a,b,c"))
            .withFixedBatch()
            .document();
    assertThat(document.metadata()).containsEntry("classes", "a,b,c");
    assertThat(document.graph().inputs()).hasToString("[features FLOAT [4, 2]]");
    assertThat(document.graph().outputs()).hasToString("[scores FLOAT [4, 3]]");
  }
}
