package dev.adjoint.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Small files to train on.
final class Samples {

  private Samples() {}

  /// Sixty cats and hens, told apart by weight and legs.
  static Path animals(Path folder) throws IOException {
    StringBuilder text = new StringBuilder("weight,legs,home,kind\n");
    for (int i = 0; i < 60; i++) {
      boolean isCat = i % 2 == 0;
      text.append(isCat ? 4 + i % 5 * 0.1 : 2 + i % 7 * 0.1)
          .append(isCat ? ",4," : ",2,")
          .append(i % 10 == 0 ? "" : isCat || i % 3 == 0 ? "house" : "coop")
          .append(isCat ? ",cat\n" : ",hen\n");
    }
    return Files.writeString(folder.resolve("animals.csv"), text);
  }
}
