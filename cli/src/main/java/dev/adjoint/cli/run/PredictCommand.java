package dev.adjoint.cli.run;

import dev.adjoint.cli.Output;
import dev.adjoint.data.csv.TableWriter;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.nn.Sequential;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.input.InputKind;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Evaluation;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint predict`: a saved model on new samples.
@Command(
    name = "predict",
    description =
        "Predicts with a saved model: CSV with the class and its probability, or with the number.")
public final class PredictCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a training run.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "A CSV file with the model's columns, or an IDX file of images.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the CSV goes. Default: standard output.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    RunFolder folder = new RunFolder(model);
    SavedModel saved = folder.model();
    Sequential network = folder.network(saved);
    Tensor x = inputs(saved);
    Tensor y = Evaluation.outputs(network, x);
    Map<String, List<Object>> columns = columns(saved, y);
    if (out != null) {
      TableWriter.write(out, List.copyOf(columns.keySet()), List.copyOf(columns.values()));
      output.line("Wrote %,d predictions to %s", y.shape().size(0), out);
    }
    if (output.isJson()) {
      output.answer(columns);
    } else if (out == null) {
      Writer writer = new OutputStreamWriter(output.people(), StandardCharsets.UTF_8);
      TableWriter.write(writer, List.copyOf(columns.keySet()), List.copyOf(columns.values()));
      writer.flush();
    }
    return 0;
  }

  private Tensor inputs(SavedModel saved) {
    Inputs inputs = InputKind.of(saved.preprocessing()).read(data);
    inputs.notes().forEach(output::warn);
    return inputs.features();
  }

  private static Map<String, List<Object>> columns(SavedModel saved, Tensor y) {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    List<String> classes = saved.preprocessing().target().classes();
    if (saved.preprocessing().target() instanceof NumberTarget number) {
      List<Object> values = new ArrayList<>();
      for (float z : y.toFloatArray()) {
        values.add((float) number.restore(z));
      }
      columns.put(number.column(), values);
      return columns;
    }
    Tensor probabilities = y.softmax(-1);
    long[] best = probabilities.argmax(-1).toLongArray();
    float[] p = probabilities.toFloatArray();
    List<Object> names = new ArrayList<>();
    List<Object> sure = new ArrayList<>();
    for (int i = 0; i < best.length; i++) {
      names.add(classes.get((int) best[i]));
      sure.add(p[i * classes.size() + (int) best[i]]);
    }
    columns.put(saved.preprocessing().target().column(), names);
    columns.put("probability", sure);
    for (int c = 0; c < classes.size(); c++) {
      List<Object> column = new ArrayList<>();
      for (int i = 0; i < best.length; i++) {
        column.add(p[i * classes.size() + c]);
      }
      columns.put("p(%s)".formatted(classes.get(c)), column);
    }
    return columns;
  }
}
