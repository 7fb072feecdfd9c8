package dev.adjoint.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.check.LayerRow;
import dev.adjoint.nn.check.LayerTable;
import dev.adjoint.onnx.export.ExportException;
import dev.adjoint.onnx.export.OnnxExport;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every layer of the gradient table leaves as ONNX and gives the same answers in ONNX Runtime.
class LayerExportTest {

  /// Layers that are refused, each with the part of the message that says why.
  private static final Map<String, String> REFUSED =
      Map.of(
          "FractionalMaxPool", "differs from batch to batch",
          // Norms of other orders than 1, 2 and infinity scale by a number outside the trace.
          "PairwiseDistance", "differs from batch to batch");

  /// Layers whose row in the table has an input whose first axis is not a batch, with the part of
  /// the message that says so. Recurrent layers have the steps there.
  private static final Map<String, String> WITHOUT_BATCH =
      Map.of(
          "Conv3d", "does not run on a batch",
          "ConvTranspose3d", "does not run on a batch",
          "MaxUnpool", "does not run on a batch",
          "SwiGlu", "does not run on a batch",
          "Rnn", "computes other operations for another batch",
          "Gru", "computes other operations for another batch",
          // Only with projected states, whose steps are single operations.
          "Lstm", "computes other operations for another batch");

  @TempDir private Path folder;

  @Test
  void everyLayerGivesTheSameAnswersInOnnxRuntime() throws IOException {
    Comparison comparison = new Comparison(folder);
    Map<String, String> problems = new LinkedHashMap<>();
    int row = 0;
    for (LayerRow layer : LayerTable.rows()) {
      String name = "%s, row %d".formatted(layer.layer(), row++);
      try {
        add(comparison, name, layer);
      } catch (ExportException e) {
        String known = REFUSED.getOrDefault(layer.layer(), "");
        if (known.isEmpty() || !String.valueOf(e.getMessage()).contains(known)) {
          problems.put(name, String.valueOf(e.getMessage()));
        }
      }
    }
    assertThat(row).isGreaterThan(80);
    assertThat(problems).isEmpty();
    assertThat(comparison.problems()).isEmpty();
  }

  private static void add(Comparison comparison, String name, LayerRow row) throws IOException {
    Object made = row.model().apply(new SplittableRandom(1));
    Parameters.of(made).setNames();
    Tensor[] drawn = row.inputs().apply(new SplittableRandom(2));
    Tensor[] x = Arrays.stream(drawn).map(LayerExportTest::narrow).toArray(Tensor[]::new);
    UnaryOperator<List<Tensor>> work =
        made instanceof Layer layer && x.length == 1
            ? inputs -> List.of(layer.forward(inputs.getFirst(), Pass.INFERENCE))
            : inputs -> List.of(row.call().of(made, inputs.toArray(Tensor[]::new)));
    OnnxExport export = OnnxExport.of(made, work, x);
    OnnxDocument document;
    try {
      document = export.document();
    } catch (ExportException e) {
      String known = WITHOUT_BATCH.getOrDefault(row.layer(), "");
      if (known.isEmpty() || !String.valueOf(e.getMessage()).contains(known)) {
        throw e;
      }
      comparison.add(name, export.withFixedBatch().document(), work, false, List.of(x));
      return;
    }
    comparison.add(name, document, work, false, List.of(x));
    Tensor[] twice = Arrays.stream(x).map(t -> Tensor.concat(0, t, t)).toArray(Tensor[]::new);
    OnnxDocument later = export.withOpset(18).document();
    comparison.add(name + ", twice the batch, opset 18", later, work, false, List.of(twice));
  }

  private static Tensor narrow(Tensor x) {
    return x.elementType() == ElementType.F64 ? x.to(ElementType.F32) : x;
  }
}
