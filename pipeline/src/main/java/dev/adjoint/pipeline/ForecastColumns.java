package dev.adjoint.pipeline;

import dev.adjoint.pipeline.Prediction.OfSeries;
import dev.adjoint.pipeline.Prediction.OfSeries.Band;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Forecasts as columns: `series` where there are several, `time`, the target, and for each band
/// `low_80` and `high_80`, with the part that it claims in percent.
final class ForecastColumns {

  private ForecastColumns() {}

  static Map<String, List<Object>> of(Predictions predictions) {
    List<Object> series = new ArrayList<>();
    List<Object> times = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    Map<String, List<Object>> ends = new LinkedHashMap<>();
    String target = "";
    for (Prediction prediction : predictions) {
      OfSeries forecast = (OfSeries) prediction;
      target = forecast.target();
      for (int step = 0; step < forecast.times().size(); step++) {
        series.add(forecast.series());
        times.add(forecast.times().get(step));
        values.add(number(forecast, forecast.values()[step]));
        for (Band band : forecast.bands()) {
          String claim = ForecastFigures.percent(band.claim());
          ends.computeIfAbsent("low_" + claim, _ -> new ArrayList<>())
              .add(number(forecast, band.low()[step]));
          ends.computeIfAbsent("high_" + claim, _ -> new ArrayList<>())
              .add(number(forecast, band.high()[step]));
        }
      }
    }
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    columns.put(target, values); // Its name is taken first.
    Map<String, List<Object>> ordered = new LinkedHashMap<>();
    if (series.stream().anyMatch(name -> !name.equals(""))) {
      ordered.put(Predictions.freeName("series", columns), series);
    }
    ordered.put(Predictions.freeName("time", columns), times);
    ordered.put(target, values);
    ends.forEach((name, column) -> ordered.put(Predictions.freeName(name, columns), column));
    return ordered;
  }

  private static BigDecimal number(OfSeries forecast, double value) {
    return new BigDecimal(forecast.text(value));
  }
}
