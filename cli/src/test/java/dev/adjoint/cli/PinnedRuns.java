package dev.adjoint.cli;

import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.data.prepare.TableOptions;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.pipeline.source.GeneratedSamples;
import dev.adjoint.pipeline.source.IdxImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The runs whose weights are pinned. As a program it runs them and prints `name sha256`, a line
/// each.
final class PinnedRuns {

  /// The weights of each run since decision 0024 (tables: 0037), as an AMD EPYC computed them.
  static final Map<String, String> WEIGHTS =
      Map.of(
          "penguins", "2dbc06d87bb3c73a6f09c271eee997c3d3b3fdeb56e620c5dd77198c33fb9558",
          "mpg", "8f1dddd56b22e996464154447a87defa2766f128f3be836b99ecdcc4cf34cd47",
          "mnist", "8efdbb06a6579a0f5da995119aa2e36438958583d86a1e7009067f7bc5d3fae2",
          "spirals", "54d4d064a848201d90de2d2c5ea2eee6c8ace3a3a5c0a18da5c222e9cd0602c1");

  private PinnedRuns() {}

  /// The runs whose data is there.
  static Map<String, DataSource> sources(Path data) {
    Map<String, DataSource> sources = new LinkedHashMap<>();
    sources.put("spirals", GeneratedSamples.of(GeneratedSet.SPIRALS));
    if (Files.exists(data.resolve("penguins.csv"))) {
      sources.put("penguins", CsvTable.of(data.resolve("penguins.csv"), "species"));
    }
    if (Files.exists(data.resolve("mpg.csv"))) {
      sources.put(
          "mpg",
          new CsvTable(
              data.resolve("mpg.csv"), TableOptions.target("mpg").withDrop(List.of("name"))));
    }
    if (Files.isDirectory(data.resolve("mnist"))) {
      sources.put("mnist", new IdxImages(data.resolve("mnist")));
    }
    return sources;
  }

  static String weights(DataSource source, Path folder) {
    Training training = Training.of(source).withSeed(11).withEpochs(5);
    // The defaults of decision 0037, which 0045 replaced for numbers.
    return (folder.endsWith("mpg")
            ? training.withNetworkOption("linear-start", "zero").withWeightDecay(1)
            : training)
        .run(folder)
        .weightsSha256();
  }

  /// Runs them.
  ///
  /// @param arguments the folder of the data, a folder for the runs, and a name to leave out
  public static void main(String[] arguments) {
    sources(Path.of(arguments[0]))
        .forEach((name, source) -> {
          if (!name.equals(arguments[2])) {
            System.out.println(name + " " + weights(source, Path.of(arguments[1], name)));
          }
        });
  }
}
