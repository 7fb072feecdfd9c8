package dev.adjoint.cli.run;

import dev.adjoint.cli.Output;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Task;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.metric.ConfusionMatrix;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.input.InputKind;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `adjoint evaluate`: how good a saved model is on samples whose targets are known.
@Command(
    name = "evaluate",
    description = {
      "Prints the figures of a saved model: loss and metrics, for classes with the confusion matrix.",
      "",
      "Without DATA the samples that the run held out are used."
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a training run.")
  private Path model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      description = "A CSV file with the target column, or a folder with IDX files.")
  private @Nullable Path data;

  @Override
  public Integer call() throws Exception {
    RunFolder folder = new RunFolder(model);
    SavedModel saved = folder.model();
    Sequential network = folder.network(saved);
    DataSet samples = samples(saved);
    Target target = saved.preprocessing().target();
    Objective objective = Objective.of(target);
    Figures figures = Evaluation.of(network, samples, objective.loss(), objective.scoring());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("samples", samples.count());
    answer.put("loss", figures.loss());
    answer.putAll(figures.metrics());
    output.line("%,d samples", samples.count());
    output.line(TrainingResult.text(figures));
    if (target.task() == Task.CLASSIFICATION) {
      List<String> classes = target.classes();
      ConfusionMatrix matrix =
          ConfusionMatrix.of(
              Evaluation.outputs(network, samples).argmax(-1), samples.target(), classes.size());
      answer.put("classes", classes);
      answer.put("confusion", matrix.counts());
      output.line(ConfusionText.of(matrix, classes));
    }
    output.answer(answer);
    return 0;
  }

  private DataSet samples(SavedModel saved) {
    if (data == null) {
      Prepared prepared =
          saved.source().prepare(saved.settings().validation(), saved.settings().seed());
      return prepared.split().validation();
    }
    List<String> notes = new ArrayList<>();
    DataSet set = InputKind.of(saved.preprocessing()).readWithTargets(data, notes);
    notes.forEach(output::warn);
    return set;
  }
}
