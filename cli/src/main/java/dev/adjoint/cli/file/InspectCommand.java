package dev.adjoint.cli.file;

import dev.adjoint.cli.command.Output;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.onnx.OnnxFile;
import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.formats.registry.TensorSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint inspect`: what is in a file of tensors.
@Command(
    name = "inspect",
    description = {
      "Lists the tensors of a file: types, shapes, statistics, checksums, and the texts beside them.",
      "",
      "Formats: safetensors (.safetensors, .index.json), PyTorch (.pt .pth .th .bin .ckpt), NumPy"
          + " (.npz .npy), GGUF (.gguf), Keras (.keras .h5), ONNX (.onnx), of which inputs, outputs and operators are listed too; event"
          + " files of TensorBoard. Nothing that a file holds is executed."
    })
public final class InspectCommand implements Callable<Integer> {

  /// More texts than this are only counted on a terminal.
  private static final int MOST_TEXTS = 20;

  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", description = "The file to look into.")
  private Path in;

  @Option(
      names = "--no-stats",
      description = "Reads names, types and shapes only, which is quick for large files.")
  private boolean withoutStatistics;

  @Override
  public Integer call() throws IOException {
    if (EventTable.suits(in)) {
      EventTable.tell(in, output);
      return 0;
    }
    try (TensorFile file = TensorFormats.open(in)) {
      TensorTable table = new TensorTable(!withoutStatistics);
      long numbers = 0;
      long bytes = 0;
      Map<String, Object> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, StoredTensor> entry : file.tensors().entrySet()) {
        StoredTensor tensor = entry.getValue();
        numbers += tensor.shape().count();
        bytes += tensor.length();
        Map<String, Object> description = TensorTable.description(tensor);
        if (withoutStatistics) {
          table.add(entry.getKey(), tensor);
        } else {
          TensorSummary summary = TensorSummary.of(tensor);
          table.add(entry.getKey(), tensor, summary);
          description.putAll(TensorTable.description(summary));
        }
        tensors.put(entry.getKey(), description);
      }
      output.line(
          "%s: %s, %,d tensors, %,d numbers, %,d bytes",
          in, file.format(), tensors.size(), numbers, bytes);
      if (file instanceof OnnxFile onnx) {
        GraphText.lines(onnx.document()).forEach(output::line);
      }
      texts(file.metadata());
      table.lines().forEach(output::line);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("file", in.toString());
      answer.put("format", file.format());
      answer.put("metadata", file.metadata());
      if (file instanceof OnnxFile onnx) {
        answer.put("graph", GraphText.description(onnx.document()));
      }
      answer.put("tensors", tensors);
      output.answer(answer);
    }
    return 0;
  }

  private void texts(Map<String, String> metadata) {
    int shown = 0;
    for (Map.Entry<String, String> text : metadata.entrySet()) {
      if (shown++ == MOST_TEXTS) {
        output.line("  … and %,d more; --json lists all", metadata.size() - MOST_TEXTS);
        return;
      }
      output.line("  %s: %s", text.getKey(), TensorTable.oneLine(text.getValue()));
    }
  }
}
