package dev.adjoint.bench.tables;

import dev.adjoint.data.Task;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.pipeline.source.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Trains on public tables with the defaults, and with a plain perceptron, and prints accuracy or
/// R² on rows that training did not see.
///
/// `bench/tables/split.py` makes the folder: `sets.tsv` with a line of name, target and `c`
/// (classes) or `r` (a number) for each table, and `NAME/PART/train.csv` and `held.csv` for each
/// part. `bench/tables/peers.py` prints scikit-learn's figures for the same rows.
final class TableFigures {

  private TableFigures() {}

  /// Prints a line for each table.
  ///
  /// @param arguments the folder, the parts with commas between them, and names of tables, or none
  ///   for all
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String[] parts = arguments[1].split(",", -1);
    List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
    for (String line : Files.readAllLines(folder.resolve("sets.tsv"))) {
      String[] set = line.split("\t", -1);
      if (!names.isEmpty() && !names.contains(set[0])) {
        continue;
      }
      double usual = 0;
      double plain = 0;
      long start = System.nanoTime();
      for (int i = 0; i < parts.length; i++) {
        Path part = folder.resolve(set[0]).resolve(parts[i]);
        boolean classes = set[2].equals("c");
        TableOptions options =
            TableOptions.target(set[1]).withTask(classes ? Task.CLASSIFICATION : Task.REGRESSION);
        Training training =
            Training.of(new CsvTable(part.resolve("train.csv"), options)).withSeed(i + 1L);
        usual += figure(training, part, classes);
        plain +=
            figure(
                training
                    .with(NetworkPlan.FREE.withModel("perceptron"))
                    .withWeightDecay(OptimizerChoice.ADAMW.usualWeightDecay()),
                part,
                classes);
      }
      System.out.printf(
          Locale.ROOT,
          "%s adjoint %.3f perceptron %.3f (%.0f s)%n",
          set[0],
          usual / parts.length,
          plain / parts.length,
          (System.nanoTime() - start) / 1e9);
    }
  }

  private static double figure(Training training, Path part, boolean classes) throws IOException {
    Path run = Files.createTempDirectory("table-figures");
    training.run(run);
    return Objects.requireNonNull(
        TrainedModel.load(run)
            .evaluate(part.resolve("held.csv"))
            .figures()
            .metrics()
            .get(classes ? "accuracy" : "r2"));
  }
}
