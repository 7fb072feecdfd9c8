package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.file.RandomInputs;
import dev.adjoint.data.Samples;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.formats.tensorboard.EventWriter;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.onnx.export.ExportException;
import dev.adjoint.onnx.export.OnnxExport;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.TensorBoardListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/// The event files of a run on the command line: beside the curves, what the run is made of.
final class TensorBoardFiles {

  private static final int SHOWN = 8;

  private TensorBoardFiles() {}

  /// Runs a training and writes its events into the folder of the run.
  ///
  /// @return what the training returns
  static int during(TrainingRun run, Output output, IntSupplier training) throws IOException {
    Path folder = run.folder().file(RunFolder.TENSORBOARD);
    try (EventWriter events = EventWriter.in(folder)) {
      describe(run, events);
      run.listen(new TensorBoardListener(events, run.network()));
      int code = training.getAsInt();
      output.line("TensorBoard: tensorboard --logdir %s", folder);
      return code;
    }
  }

  private static void describe(TrainingRun run, EventWriter events) throws IOException {
    events.hyperParameters(values(run), metrics(run.objective().metrics()));
    events.text("model", 0, "```\n%s\n```".formatted(run.network()));
    graph(run, events);
    if (run.prepared().preprocessing().form() instanceof InputForm.Image form
        && run.prepared().training() instanceof Samples samples) {
      images(form, samples, events);
    }
  }

  private static Map<String, Object> values(TrainingRun run) {
    Map<String, Object> values = new LinkedHashMap<>(run.saved().settings().toMap());
    run.saved().architecture().toMap().forEach((name, value) -> values.put("model/" + name, value));
    values.put("parameters", Parameters.of(run.network()).count());
    return values;
  }

  private static List<String> metrics(List<Metric> metrics) {
    List<String> tags = new ArrayList<>(List.of("validation/loss"));
    metrics.forEach(metric -> tags.add("validation/" + metric.name()));
    return tags;
  }

  /// The graph, as it would be exported; a network that cannot be exported has none.
  private static void graph(TrainingRun run, EventWriter events) throws IOException {
    Parameters.of(run.network()).setNames();
    try {
      Tensor sample = RandomInputs.of(run.prepared().preprocessing().form(), 1);
      events.graph(EventGraph.of(OnnxExport.of(run.network(), sample).document()));
    } catch (ExportException e) {
      events.text("remarks", 0, "There is no graph: " + e.getMessage());
    }
  }

  /// The first samples, each stretched to the whole range of grey or colour.
  private static void images(InputForm.Image form, Samples samples, EventWriter events)
      throws IOException {
    boolean isShown = form.channels() == 1 || form.channels() == 3;
    for (int i = 0; isShown && i < Math.min(SHOWN, samples.count()); i++) {
      Tensor image = samples.read(new int[] {i}).get("features");
      if (image != null) {
        double least = image.min().item();
        double range = Math.max(image.max().item() - least, Float.MIN_NORMAL);
        Shape shape = Shape.of(form.channels(), form.height(), form.width());
        events.image("samples/" + i, 0, image.reshape(shape).subtract(least).divide(range));
      }
    }
  }
}
