package dev.adjoint.examples.guide;

import module dev.adjoint.pipeline;

import java.nio.file.Path;
import java.util.Map;

/// The program of the README that asks the model which `./adjoint train datasets/penguins.csv
/// --target species` left.
public final class PenguinAnswer {

  private PenguinAnswer() {}

  /// Prints the answer; to be started in the folder in which the model was trained.
  public static void main(String[] arguments) {
    // @start region="readme"
    TrainedModel model = TrainedModel.load(Path.of("runs/penguins"));
    Prediction answer =
        model.predict(
            Map.of(
                "island",
                "Torgersen",
                "bill_length_mm",
                39.1,
                "bill_depth_mm",
                18.7,
                "flipper_length_mm",
                181,
                "body_mass_g",
                3750,
                "sex",
                "male",
                "year",
                2007));
    // @end
    System.out.println(answer.text());
  }
}
