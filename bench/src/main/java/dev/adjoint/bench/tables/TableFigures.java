package dev.adjoint.bench.tables;

import dev.adjoint.bench.compare.Machine;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Trains on public tables with the defaults, with an ensemble of five, and with a plain
/// perceptron, and prints accuracy or R² on rows that training did not see, as a page in Markdown
/// with the date, the processor and the command.
///
/// `bench/tables/split.py` makes the folder: `sets.tsv` with a line of name, target and `c`
/// (classes) or `r` (a number) for each table, and `NAME/PART/train.csv` and `held.csv` for each
/// part. `bench/tables/peers.py` prints scikit-learn's figures for the same rows.
final class TableFigures {

  private static final int ENSEMBLE = 5;

  private TableFigures() {}

  /// Prints a line for each table.
  ///
  /// @param arguments the folder, the parts with commas between them, and names of tables, or none
  ///   for all
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String[] parts = arguments[1].split(",", -1);
    List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
    head(String.join(" ", Arrays.asList(arguments).subList(1, arguments.length)));
    for (String line : Files.readAllLines(folder.resolve("sets.tsv"))) {
      String[] set = line.split("\t", -1);
      if (names.isEmpty() || names.contains(set[0])) {
        row(set, folder, parts);
      }
    }
  }

  private static void head(String parts) {
    System.out.printf(
        Locale.ROOT,
        """
        # The defaults for tables

        Measured %s by `bench/table-figures FOLDER %s`: accuracy for classes, R² for numbers, the mean over the parts.

        """,
        LocalDate.now(ZoneId.systemDefault()),
        parts);
    Machine.facts().forEach(fact -> System.out.println("- " + fact));
    System.out.printf(
        "%n| table | default | ensemble of %d | perceptron | seconds |%n|---|---:|---:|---:|---:|%n",
        ENSEMBLE);
  }

  private static void row(String[] set, Path folder, String[] parts) throws IOException {
    boolean classes = set[2].equals("c");
    TableOptions options =
        TableOptions.target(set[1]).withTask(classes ? Task.CLASSIFICATION : Task.REGRESSION);
    double[] sums = new double[3];
    long start = System.nanoTime();
    for (int i = 0; i < parts.length; i++) {
      Path part = folder.resolve(set[0]).resolve(parts[i]);
      Training training =
          Training.of(new CsvTable(part.resolve("train.csv"), options)).withSeed(i + 1L);
      sums[0] += figure(training, part, classes);
      sums[1] += figure(training.withEnsemble(ENSEMBLE), part, classes);
      sums[2] +=
          figure(
              training
                  .with(NetworkPlan.FREE.withModel("perceptron"))
                  .withWeightDecay(OptimizerChoice.ADAMW.usualWeightDecay()),
              part,
              classes);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.3f | %.3f | %.3f | %.0f |%n",
        set[0],
        sums[0] / parts.length,
        sums[1] / parts.length,
        sums[2] / parts.length,
        (System.nanoTime() - start) / 1e9);
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
