package dev.adjoint.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The model of one JVM answers in another one, with the same bits.
final class PredictPenguinsTest {

  @TempDir private Path folder;

  @Test
  void anotherJvmLoadsTheModelAndGivesTheSameAnswer() throws Exception {
    Path out = folder.resolve("run");
    Prediction here =
        Training.of(CsvTable.of(penguins(), "species"))
            .withEpochs(30)
            .withSeed(11)
            .run(out)
            .model()
            .predict(folder.resolve("one.csv"))
            .get(0);

    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-Dadjoint.threads=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PredictPenguins.class.getName(),
                    out.toString()))
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    String there = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(Files.readString(folder.resolve("err.txt"))).isZero();
    var adelie = (Prediction.OfClass) here;
    assertThat(there)
        .isEqualTo("%s, %.3f%n".formatted(adelie.label(), adelie.probability()))
        .startsWith("Adelie, ");
  }

  /// Rows like those of the penguins of Palmer Station, drawn around the means of each species.
  private Path penguins() throws Exception {
    String header =
        "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex\n";
    StringBuilder text = new StringBuilder(header);
    String[][] kinds = {
      {"Adelie", "Torgersen", "38.8", "18.3", "190", "3700"},
      {"Chinstrap", "Dream", "48.8", "18.4", "196", "3730"},
      {"Gentoo", "Biscoe", "47.5", "15.0", "217", "5080"}
    };
    for (int i = 0; i < 150; i++) {
      String[] kind = kinds[i % 3];
      double off = Math.sin(i * 12.9898);
      text.append(kind[0]).append(',').append(kind[1]);
      for (int j = 2; j < 6; j++) {
        text.append(',').append(Double.parseDouble(kind[j]) * (1 + 0.04 * off * (j - 3.5)));
      }
      text.append(i % 2 == 0 ? ",MALE\n" : ",FEMALE\n");
    }
    Files.writeString(folder.resolve("one.csv"), header + ",Torgersen,39.1,18.7,181,3750,MALE\n");
    return Files.writeString(folder.resolve("penguins.csv"), text);
  }
}
