package dev.adjoint.spark.tune;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.CrossValidation;
import dev.adjoint.pipeline.FoldFigures;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.settings.StepSize;
import dev.adjoint.spark.model.RunFiles;
import dev.adjoint.train.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Trains a network within a task, as `Training` does on one machine, with the same bits.
public final class TaskTraining {

  private TaskTraining() {}

  /// A training with some values changed.
  ///
  /// @param values by name: `rate`, `weight-decay`, `batch`, `patience`, `optimizer`, `epochs`, or
  ///   an option of the network such as `layers`
  /// @throws DataException when a value cannot be
  public static Training of(Trainings base, TaskRows rows, Map<String, Object> values) {
    NetworkPlan network = base.network();
    SettingsPlan settings = base.settings();
    for (Map.Entry<String, Object> each : values.entrySet()) {
      String name = each.getKey();
      String text = each.getValue().toString();
      switch (name) {
        case "rate" -> settings = settings.withRate(number(name, text));
        case "weight-decay" -> settings = settings.withWeightDecay(number(name, text));
        case "batch" -> settings = settings.withBatch((int) number(name, text));
        case "patience" -> settings = settings.withPatience((int) number(name, text));
        case "epochs" -> settings = settings.withEpochs((int) number(name, text));
        case "optimizer" -> settings = settings.withOptimizer(optimizer(text));
        default -> network = network.with(name, text);
      }
    }
    return new Training(rows, network, settings);
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new DataException(
          "tune: %s is '%s' but must be a number; correct the range".formatted(name, text));
    }
  }

  /// The update rule of this name.
  ///
  /// @throws DataException when there is none
  public static OptimizerChoice optimizer(String name) {
    return Arrays.stream(OptimizerChoice.values())
        .filter(choice -> choice.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                OptimizerChoice.refusal(name)
                    .map("optimizer: "::concat)
                    .orElseGet(() ->
                        "optimizer: there is none with the name '%s'; there are: %s"
                            .formatted(name, Arrays.toString(OptimizerChoice.values())))));
  }

  /// The change of the step size of this name.
  ///
  /// @throws DataException when there is none
  public static StepSize schedule(String name) {
    return Arrays.stream(StepSize.values())
        .filter(choice -> choice.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new DataException(
                "schedule: there is none with the name '%s'; there are: %s"
                    .formatted(name, Arrays.toString(StepSize.values()))));
  }

  /// Trains, and measures on the held-out part.
  ///
  /// @param keeps whether the model is wanted
  public static TaskResult run(Training training, boolean keeps) {
    try {
      Path folder = Files.createTempDirectory("adjoint-task");
      try {
        TrainingResult result = training.run(folder);
        return new TaskResult(
            result.validation().loss(),
            metric(result.validation()),
            result.finished().best().epoch(),
            null,
            keeps ? RunFiles.read(folder) : null);
      } catch (RunException diverged) {
        return TaskResult.failed(String.valueOf(diverged.getMessage()));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Measures by cross-validation.
  public static TaskResult run(Training training, int folds) {
    try {
      List<FoldFigures.Fold> each =
          CrossValidation.of(training, folds).run().map(FoldFigures::folds).orElseThrow();
      return new TaskResult(
          each.stream().mapToDouble(fold -> fold.figures().loss()).average().orElseThrow(),
          each.stream().mapToDouble(fold -> metric(fold.figures())).average().orElseThrow(),
          0,
          null,
          null);
    } catch (RunException diverged) {
      return TaskResult.failed(String.valueOf(diverged.getMessage()));
    }
  }

  private static double metric(Figures figures) {
    return figures.metrics().values().stream().findFirst().orElse(Double.NaN);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
