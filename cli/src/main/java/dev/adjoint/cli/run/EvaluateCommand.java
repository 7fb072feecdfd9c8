package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.pipeline.EvaluationResult;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.TrainingResult;
import java.nio.file.Path;
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
      "Without DATA the samples that the run held out are used; they are read again from the data of"
          + " the run, which must not have changed."
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Mixin private ReadingOptions reading;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a training run.")
  private Path model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      description = "A CSV file with the target column, or a folder with IDX files.")
  private @Nullable Path data;

  @Override
  public Integer call() {
    TrainedModel trained = TrainedModel.load(model).reading(reading.options());
    EvaluationResult result = data == null ? trained.evaluateHeldOut() : trained.evaluate(data);
    result.notes().forEach(output::warn);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("samples", result.samples());
    answer.put("loss", result.figures().loss());
    answer.putAll(result.figures().metrics());
    output.line("%,d samples", result.samples());
    output.line(TrainingResult.text(result.figures()));
    result
        .ensemble()
        .ifPresent(members -> {
          answer.put("ensemble", members.toMap());
          output.line("%s", members.summary());
        });
    List<String> classes = trained.target().classes();
    result
        .confusion()
        .ifPresent(matrix -> {
          answer.put("classes", classes);
          answer.put("confusion", matrix.counts());
          output.line(ConfusionText.of(matrix, classes));
        });
    output.answer(answer);
    return 0;
  }
}
