package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.examples.guide.OnnxNetwork;
import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.formats.onnx.OnnxWriter;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs of the guide run and train a network from a file.
final class OnnxNetworkTest {

  @TempDir private Path folder;

  @Test
  void runsTrainsAndWritesANetwork() throws IOException {
    Path file = folder.resolve("model.onnx");
    OnnxNode gemm =
        new OnnxNode(
            "fc",
            "Gemm",
            "",
            List.of("x", "weight", "bias"),
            List.of("y"),
            Map.of("transB", new OnnxAttribute.Whole(1)));
    OnnxGraph graph =
        new OnnxGraph(
            "main_graph",
            List.of(gemm),
            List.of(
                OnnxTensor.of("weight", Tensor.ones(1, 2)), OnnxTensor.of("bias", Tensor.ones(1))),
            List.of(OnnxPort.of("x", OnnxType.FLOAT, List.of("batch", "2"))),
            List.of(OnnxPort.of("y", OnnxType.FLOAT, List.of("batch", "1"))),
            List.of());
    OnnxWriter.write(
        file,
        new OnnxDocument(
            8,
            new OnnxDocument.Producer("test", "1"),
            Map.of("", 17L),
            Map.of(),
            graph,
            List.of()));
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}});
    Tensor target = Tensor.of(new float[][] {{3}, {7}});
    assertThat(OnnxNetwork.answer(file, x).toFloatArray()).containsExactly(4, 8);

    Path exported = folder.resolve("exported.onnx");
    OnnxNetwork.export(OnnxModel.load(file), x, exported);
    assertThat(OnnxNetwork.answer(exported, x).toFloatArray()).containsExactly(4, 8);

    Path trained = folder.resolve("trained.onnx");
    assertThat(OnnxNetwork.train(file, x, target, trained)).isLessThan(0.05);
    assertThat(OnnxNetwork.answer(trained, x).subtract(target).abs().max().item()).isLessThan(0.3);
  }
}
