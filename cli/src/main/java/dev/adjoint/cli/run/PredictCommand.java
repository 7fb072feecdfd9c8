package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.pipeline.Predictions;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.source.SeriesTable;
import java.io.IOException;
import java.nio.file.Files;
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
        "Predicts with a saved model: CSV with the class and its probability, with the number, or with"
            + " the forecast and its bands.")
public final class PredictCommand implements Callable<Integer> {

  @Mixin private Output output;

  @Mixin private ReadingOptions reading;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder of a training run.")
  private Path model;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      description =
          "A CSV file with the model's columns (- is the standard input), or an IDX file of images. A"
              + " model of series needs none: it forecasts what follows its training data.")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the CSV goes. Default: standard output.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (data == null && Files.isDirectory(model) && !isSeries(model)) {
      throw new MisuseException("DATA is missing; give it after the command");
    }
    TrainedModel trained = TrainedModel.load(model).reading(reading.options());
    Path given = data == null ? trainingData(trained) : data;
    Predictions predictions = trained.predict(given);
    predictions.notes().forEach(output::warn);
    Map<String, List<Object>> columns = predictions.columns();
    if (out != null) {
      AnswerFile.write(out, given, columns);
      output.line("Wrote %,d predictions to %s", predictions.size(), out);
    }
    if (output.isJson()) {
      output.answer(columns);
    } else if (out == null) {
      AnswerFile.write(output.stream(), columns);
    }
    return 0;
  }

  /// Whether a folder has a model of series, which needs no data: it forecasts what follows the
  /// file that it was trained on.
  private static boolean isSeries(Path model) {
    return Files.isDirectory(model)
        && TrainedModel.load(model).saved().source() instanceof SeriesTable;
  }

  private static Path trainingData(TrainedModel trained) {
    return ((SeriesTable) trained.saved().source()).file();
  }
}
