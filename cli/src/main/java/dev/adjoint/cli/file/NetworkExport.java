package dev.adjoint.cli.file;

import dev.adjoint.cli.command.Output;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxWriter;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.onnx.keras.KerasNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A whole model of Keras as an ONNX file.
final class NetworkExport {

  private NetworkExport() {}

  /// Writes the file and tells what it holds.
  static Map<String, Object> write(Path in, Path out, Output output, boolean dryRun)
      throws IOException {
    OnnxDocument document = KerasNetwork.document(in);
    OnnxModel.of(in, document);
    output.line("%s: Keras", in);
    GraphText.lines(document).forEach(output::line);
    if (!dryRun) {
      OnnxWriter.write(out, document);
    }
    output.line("%s: ONNX%s", out, dryRun ? "; not written" : "");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("in", in.toString());
    answer.put("inFormat", "Keras");
    answer.put("out", out.toString());
    answer.put("outFormat", "ONNX");
    answer.put("written", !dryRun);
    answer.put("graph", GraphText.description(document));
    return answer;
  }
}
