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

  /// What the weights of each run were on an Intel Xeon, for the data of the same name.
  static final Map<String, String> WEIGHTS =
      Map.of(
          "penguins", "e76f0335a66704b0a929173796d9c3c1604816dd57eac77fdca1a825c8fd2b99",
          "mpg", "b94ef61eeff488eb00797087a8dc51c5f7fb0b4b53c7b46a273ff7afea449b90",
          "mnist", "100736d023c3efd75d19c4221f711660d7ce038ce3cd22d03090f0ef1f1ff6c2",
          "spirals", "2f4616fd86bc2d5a86985ce1fba0f389191f730131b756f731cd29505b4e8b44");

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
    return Training.of(source).withSeed(11).withEpochs(5).run(folder).weightsSha256();
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
