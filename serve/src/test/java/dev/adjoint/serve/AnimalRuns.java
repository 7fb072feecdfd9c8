package dev.adjoint.serve;

import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs to serve, trained in a moment.
final class AnimalRuns {

  private AnimalRuns() {}

  /// Sixty cats and hens, distinguished by weight, legs and home.
  static Path animals(Path folder, int epochs) throws IOException {
    return train(folder, "kind", epochs);
  }

  /// The weight of sixty animals.
  static Path weights(Path folder) throws IOException {
    return train(folder, "weight", 5);
  }

  private static Path train(Path folder, String target, int epochs) throws IOException {
    StringBuilder text = new StringBuilder("weight,legs,home,kind\n");
    for (int i = 0; i < 60; i++) {
      boolean isCat = i % 2 == 0;
      text.append(isCat ? 4 + i % 5 * 0.1 : 2 + i % 7 * 0.1)
          .append(isCat ? ",4," : ",2,")
          .append(i % 10 == 0 ? "" : isCat || i % 3 == 0 ? "house" : "coop")
          .append(isCat ? ",cat\n" : ",hen\n");
    }
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolveSibling(target + ".csv"), text);
    Training.of(CsvTable.of(file, target)).withEpochs(epochs).withHidden(8).run(folder);
    return folder;
  }
}
