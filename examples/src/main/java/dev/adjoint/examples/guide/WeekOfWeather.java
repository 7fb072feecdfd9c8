package dev.adjoint.examples.guide;

import module dev.adjoint.pipeline;

import java.nio.file.Path;

/// Trains a forecast of the weather and asks it for the week after the end of the file.
public final class WeekOfWeather {

  private WeekOfWeather() {}

  /// Forecasts the first day.
  ///
  /// @param file a CSV file with the columns `date` and `temp_max`
  /// @param folder where the run goes
  /// @return the day, the forecast and the band of 80 % in one line
  public static String run(Path file, Path folder) {
    // @start region="series"
    SeriesTable data = SeriesTable.of(file, "date", "temp_max", 7);
    Training.of(data).withEpochs(2).run(folder);
    Prediction.OfSeries week =
        (Prediction.OfSeries) TrainedModel.load(folder).predict(file).getFirst();
    Prediction.OfSeries.Band band = week.bands().getFirst();
    return "%s: %s (%s … %s)"
        .formatted(
            week.times().getFirst(),
            week.text(week.values()[0]),
            week.text(band.low()[0]),
            week.text(band.high()[0]));
    // @end
  }

  /// Prints the forecast.
  ///
  /// @param args the file and the folder of the run
  public static void main(String[] args) {
    System.out.println(run(Path.of(args[0]), Path.of(args[1])));
  }
}
