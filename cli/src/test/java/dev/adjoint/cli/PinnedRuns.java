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

  /// The weights of each run since decision 0022, as an AMD EPYC computed them.
  static final Map<String, String> WEIGHTS =
      Map.of(
          "penguins", "84d79d08c8b70a228270561f79ff6d1915bc7d445faa8384a8be99290fe41cda",
          "mpg", "0e0effb869960af68530e6664f27897dca547d58f36864c0a35a41e981a53596",
          "mnist", "17117e3cd6c1da1df36259dbd3ce3fe49ca2ddf777da68b6c0eadd107b2c2f9c",
          "spirals", "041062da21bb8b018caeaf5889a494ca8fd9fb9fe8037401b73b55545d5114cb");

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
