package dev.adjoint.bench.fuzz;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxFile;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.formats.onnx.OnnxWriter;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.onnx.operator.OperatorException;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The reader of ONNX files and that of models in them.
final class OnnxReaders {

  private OnnxReaders() {}

  static List<Reader> in(Path folder) throws IOException {
    Path file = folder.resolve("sample.onnx");
    OnnxWriter.write(file, document());
    byte[] whole = Files.readAllBytes(file);
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path two = outside.resolve("x.onnx");
    OnnxWriter.write(two, document(), true);
    byte[] graph = Files.readAllBytes(two);
    return List.of(
        new Reader("onnx", "x.onnx", whole, OnnxReaders::read, List.of(FormatException.class)),
        new Reader(
            "onnx-model",
            "x.onnx",
            whole,
            OnnxModel::load,
            List.of(FormatException.class, OperatorException.class)),
        new Reader(
                "onnx-external",
                "x.onnx",
                graph,
                OnnxModel::load,
                List.of(FormatException.class, OperatorException.class))
            .withBeside(outside));
  }

  private static void read(Path path) throws IOException {
    try (OnnxFile file = OnnxFile.open(path)) {
      for (StoredTensor tensor : file.tensors().values()) {
        if (tensor.type().readAs().isPresent()) {
          tensor.read();
        }
      }
    }
  }

  private static OnnxDocument document() {
    OnnxNode gemm =
        new OnnxNode(
            "/fc/Gemm",
            "Gemm",
            "",
            List.of("x", "fc.weight", "fc.bias"),
            List.of("h"),
            Map.of("transB", new OnnxAttribute.Whole(1), "alpha", new OnnxAttribute.Real(1)));
    OnnxNode shape =
        new OnnxNode(
            "/Constant",
            "Constant",
            "",
            List.of(),
            List.of("s"),
            Map.of("value", new OnnxAttribute.Elements(OnnxTensor.of("", Tensor.of(1L, -1L)))));
    OnnxNode reshape =
        new OnnxNode(
            "/Reshape",
            "Reshape",
            "",
            List.of("h", "s"),
            List.of("y"),
            Map.of("note", new OnnxAttribute.Wholes(List.of(1L, 2L))));
    OnnxGraph graph =
        new OnnxGraph(
            "main_graph",
            List.of(gemm, shape, reshape),
            List.of(
                OnnxTensor.of("fc.weight", Tensor.ones(2, 3)),
                OnnxTensor.of("fc.bias", Tensor.ones(2))),
            List.of(OnnxPort.of("x", OnnxType.FLOAT, List.of("batch", "3"))),
            List.of(OnnxPort.of("y", OnnxType.FLOAT, List.of("1", "?"))),
            List.of());
    return new OnnxDocument(
        8,
        new OnnxDocument.Producer("adjoint", "1"),
        Map.of("", 17L),
        Map.of("note", "text"),
        graph,
        List.of());
  }
}
