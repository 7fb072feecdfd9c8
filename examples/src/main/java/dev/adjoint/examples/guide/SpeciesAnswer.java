package dev.adjoint.examples.guide;

import module dev.adjoint.pipeline;

import java.nio.file.Path;
import java.util.Map;

/// From a table in a CSV file to the answer for a new row.
public final class SpeciesAnswer {

  private SpeciesAnswer() {}

  /// Trains on penguins and asks for one.
  ///
  /// @param file the table with the column `species`
  /// @param folder where the run goes
  /// @return the species and its probability
  public static String run(Path file, Path folder) {
    // @start region="table"
    Training.of(CsvTable.of(file, "species")).run(folder);
    TrainedModel model = TrainedModel.load(folder);
    Map<String, Object> penguin =
        Map.of(
            "island",
            "Biscoe",
            "sex",
            "male",
            "year",
            2008,
            "bill_length_mm",
            47.5,
            "bill_depth_mm",
            15,
            "flipper_length_mm",
            218,
            "body_mass_g",
            5200);
    return model.predict(penguin).text();
    // @end
  }

  /// Prints the answer.
  ///
  /// @param args the file and the folder of the run
  public static void main(String[] args) {
    System.out.println(run(Path.of(args[0]), Path.of(args[1])));
  }
}
