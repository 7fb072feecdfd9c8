package dev.adjoint.cli.run;

import dev.adjoint.cli.CommandException;
import dev.adjoint.cli.Output;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.idx.IdxFolder;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.nn.metric.ConfusionMatrix;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Figures;
import dev.adjoint.train.Scoring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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
    List<String> classes = saved.preprocessing().target().classes();
    boolean numbers = saved.preprocessing().target() instanceof NumberTarget;
    Loss loss = numbers ? new MseLoss() : new CrossEntropyLoss();
    Scoring scoring =
        saved.preprocessing().target() instanceof NumberTarget number
            ? new Scoring.Regression(number.std())
            : new Scoring.Classification();
    Figures figures = Evaluation.of(network, samples, loss, scoring);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("samples", samples.count());
    answer.put("loss", figures.loss());
    answer.putAll(figures.metrics());
    output.line("%,d samples", samples.count());
    output.line(RunResult.text(figures));
    if (!numbers) {
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
    return switch (saved.preprocessing()) {
      case TablePreprocessing table -> {
        PredictCommand.requireTable("evaluate", data);
        List<String> notes = new ArrayList<>();
        DataSet set = table.dataSet(TableReader.read(data), notes);
        notes.forEach(output::warn);
        yield set;
      }
      case ImagePreprocessing images -> images(images, data);
    };
  }

  private static DataSet images(ImagePreprocessing images, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandException(
          "evaluate: %s is not a folder, but the model was trained on images; give a folder with IDX files of images and labels"
              .formatted(folder));
    }
    IdxPair pair = IdxFolder.find(folder).training().read();
    return images.dataSet(pair, IntStream.range(0, pair.images().count()).toArray());
  }
}
