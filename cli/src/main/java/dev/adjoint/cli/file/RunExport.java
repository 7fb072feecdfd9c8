package dev.adjoint.cli.file;

import dev.adjoint.cli.command.Output;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxWriter;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.onnx.export.OnnxExport;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.code.OnnxPreparation;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A trained run as an ONNX file. The graph begins with prepared inputs, and how they are prepared
/// is beside it as text; on request the preparation and the answers are in the graph.
///
/// @param prepared whether they are
/// @param opset the version of the operators
record RunExport(boolean prepared, int opset) {

  /// How many random samples the written file is checked with.
  private static final int CHECKED = 5;

  /// Writes the file, checks it with random samples, and tells what it holds.
  Map<String, Object> write(Path run, Path out, Output output, boolean dryRun) throws IOException {
    TrainedModel model = TrainedModel.load(run);
    Layer network = model.network();
    Preprocessing preprocessing = model.saved().preprocessing();
    Parameters.of(network).setNames();
    OnnxDocument core = core(model, network);
    OnnxDocument document = prepared ? OnnxPreparation.of(model.saved(), core) : core;
    output.line("%s: a run", run);
    if (!prepared && model.saved().temperature().isPresent()) {
      output.line(
          "  the graph gives logits that are not calibrated; divide them by %s before the softmax",
          model.saved().temperature().getAsDouble());
    }
    GraphText.lines(document).forEach(output::line);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("in", run.toString());
    answer.put("out", out.toString());
    answer.put("outFormat", "ONNX");
    answer.put("written", !dryRun);
    answer.put("graph", GraphText.description(document));
    if (dryRun) {
      output.line("%s: ONNX; not written", out);
      return answer;
    }
    OnnxWriter.write(out, document);
    Tensor samples = RandomInputs.of(preprocessing.form(), CHECKED);
    OnnxModel written = prepared ? OnnxModel.of(out, core) : OnnxModel.load(out);
    double difference = difference(written, network, samples);
    output.line(
        "%s: ONNX, %s compared with the run on %d random samples: largest difference %.1e",
        out, prepared ? "its network" : "read again and", CHECKED, difference);
    answer.put("largestDifference", difference);
    return answer;
  }

  private OnnxDocument core(TrainedModel model, Layer network) {
    Preprocessing preprocessing = model.saved().preprocessing();
    String outputs = preprocessing.target().classes().isEmpty() ? "value" : "logits";
    OnnxExport export =
        OnnxExport.of(network, RandomInputs.of(preprocessing.form(), 1))
            .withOpset(opset)
            .withMetadata(texts(model.saved()));
    return prepared
        ? export.withInputs("/prepared").withOutputs("/" + outputs).document()
        : export.withOutputs(outputs).document();
  }

  private static Map<String, String> texts(SavedModel saved) {
    Preprocessing preprocessing = saved.preprocessing();
    Map<String, String> texts = new LinkedHashMap<>();
    saved
        .temperature()
        .ifPresent(divisor -> texts.put("adjoint.temperature", Double.toString(divisor)));
    Target target = preprocessing.target();
    JsonMapper json = JsonMapper.shared();
    texts.put("adjoint.task", target.task().name());
    if (!target.classes().isEmpty()) {
      texts.put("adjoint.classes", json.writeValueAsString(target.classes()));
    }
    texts.put("adjoint.preprocessing", json.writeValueAsString(preprocessing.toMap()));
    return texts;
  }

  private static double difference(OnnxModel written, Layer network, Tensor samples) {
    return Tensor.noGrad(() ->
        written
            .forward(samples, Pass.INFERENCE)
            .subtract(network.forward(samples, Pass.INFERENCE))
            .abs()
            .max()
            .item());
  }
}
