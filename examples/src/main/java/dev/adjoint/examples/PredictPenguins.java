package dev.adjoint.examples;

import module dev.adjoint.pipeline;

import java.nio.file.Path;
import java.util.Map;

/// Loads the model that `adjoint train penguins.csv --target species` left, and asks it for one
/// penguin.
public final class PredictPenguins {

  private PredictPenguins() {}

  /// Answers for one penguin.
  ///
  /// @param folder the folder of the run
  /// @return the species and its probability, or the number, in one line
  public static String run(Path folder) {
    // @start region="readme"
    TrainedModel model = TrainedModel.load(folder);
    Prediction answer =
        model.predict(
            Map.of(
                "bill_length_mm",
                39.1,
                "bill_depth_mm",
                18.7,
                "flipper_length_mm",
                181,
                "body_mass_g",
                3750,
                "island",
                "Torgersen",
                "sex",
                "MALE"));
    return switch (answer) {
      case Prediction.OfClass one -> "%s, %.3f".formatted(one.label(), one.probability());
      case Prediction.OfNumber number -> number.text();
      case Prediction.OfSeries series -> series.text();
      case Prediction.OfNumbers numbers -> numbers.text();
      case Prediction.OfLabels labels -> labels.text();
    };
    // @end
  }

  /// Prints the answer.
  ///
  /// @param arguments the folder of the run
  public static void main(String[] arguments) {
    System.out.println(run(Path.of(arguments[0])));
  }
}
