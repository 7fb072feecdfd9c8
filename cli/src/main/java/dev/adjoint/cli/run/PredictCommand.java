package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.pipeline.Predictions;
import dev.adjoint.pipeline.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
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

  @Mixin private ReadingOptions reading;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a training run.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "A CSV file with the model's columns (- is the standard input), or an IDX file of images.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the CSV goes. Default: standard output.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    TrainedModel trained = TrainedModel.load(model).reading(reading.options());
    Predictions predictions = trained.predict(data);
    predictions.notes().forEach(output::warn);
    Map<String, List<Object>> columns = predictions.columns();
    if (out != null) {
      AnswerFile.write(out, data, columns);
      output.line("Wrote %,d predictions to %s", predictions.size(), out);
    }
    if (output.isJson()) {
      output.answer(columns);
    } else if (out == null) {
      AnswerFile.write(output.stream(), columns);
    }
    return 0;
  }
}
