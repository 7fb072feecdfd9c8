package dev.adjoint.pipeline;

import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.series.ForecastWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// A model's answer for one sample: a class with probabilities, a number, the next values of a
/// series, several numbers, or which labels apply.
public sealed interface Prediction {

  /// The name of the target, such as the column that was to be predicted.
  String target();

  /// The answer as it is written in a table: the name of the class, or the number.
  String text();

  /// One of the classes of the training data.
  ///
  /// @param target the name of the target
  /// @param label the class with the greatest probability
  /// @param probability its probability
  /// @param probabilities the probability of each class, in the order of the model's outputs; they
  ///   add up to 1
  /// @param agreement for an ensemble the part of its members whose answer is this class
  record OfClass(
      String target,
      String label,
      double probability,
      Map<String, Double> probabilities,
      OptionalDouble agreement)
      implements Prediction {

    /// Keeps the order of the classes.
    public OfClass {
      probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }

    @Override
    public String text() {
      return label;
    }
  }

  /// A number.
  ///
  /// @param target the name of the target
  /// @param value in the target's unit
  /// @param step the distance between neighbouring answers: the model computes in F32, so digits
  ///   below this step say nothing
  /// @param spread for an ensemble the standard deviation of its members' numbers, in the target's
  ///   unit
  record OfNumber(String target, double value, double step, OptionalDouble spread)
      implements Prediction {

    /// The number, without digits that carry no information.
    @Override
    public String text() {
      return FigureText.of(value, step);
    }
  }

  /// Several numbers.
  ///
  /// @param target the names of the targets with commas between them
  /// @param values the numbers by the names of their targets, in the order of the model's outputs
  record OfNumbers(String target, Map<String, OfNumber> values) implements Prediction {

    /// Keeps the order of the targets.
    public OfNumbers {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The numbers with commas between them.
    @Override
    public String text() {
      return values.values().stream().map(OfNumber::text).collect(Collectors.joining(", "));
    }
  }

  /// Which of several labels apply.
  ///
  /// @param target the names of the labels with commas between them
  /// @param labels the answer for each label by its name, in the order of the model's outputs
  record OfLabels(String target, Map<String, Label> labels) implements Prediction {

    /// The answer for one label.
    ///
    /// @param value the value of its column, such as `yes`
    /// @param probability that the label applies
    /// @param applies whether that is more probable than not
    public record Label(String value, double probability, boolean applies) {}

    /// Keeps the order of the labels.
    public OfLabels {
      labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /// The labels that apply, with commas between them; empty if none does.
    @Override
    public String text() {
      return labels.entrySet().stream()
          .filter(label -> label.getValue().applies())
          .map(Map.Entry::getKey)
          .collect(Collectors.joining(", "));
    }
  }

  /// The next values of a series.
  ///
  /// @param target the name of the value
  /// @param series the name of the series; empty where the model knows a single one
  /// @param times the times that are forecast, as the data writes them
  /// @param values the median for each time, in the unit of the target
  /// @param bands from the narrowest to the widest
  /// @param window the origin of the forecast, with the values before it
  /// @param step the distance between neighbouring answers: digits below it say nothing
  record OfSeries(
      String target,
      String series,
      List<String> times,
      double[] values,
      List<Band> bands,
      ForecastWindow window,
      double step)
      implements Prediction {

    /// A band around the median.
    ///
    /// @param claim the part of values that it is meant to cover, such as 0.8
    /// @param low its lower end for each time
    /// @param high its upper end for each time
    public record Band(double claim, double[] low, double[] high) {}

    /// Copies the lists.
    public OfSeries {
      times = List.copyOf(times);
      bands = List.copyOf(bands);
    }

    /// F32 has 24 bits, so answers are this part of the unit apart.
    private static final double RESOLUTION = 0x1p-24;

    static OfSeries of(ForecastTarget target, ForecastWindow window, float[] outputs, int offset) {
      int quantiles = target.levels().size();
      double[][] ends = new double[quantiles][target.horizon()];
      double largest = 1;
      for (int step = 0; step < target.horizon(); step++) {
        for (int quantile = 0; quantile < quantiles; quantile++) {
          float output = outputs[offset + step * quantiles + quantile];
          ends[quantile][step] = window.restore(step, output);
          largest = Math.max(largest, Math.abs(output));
        }
      }
      int median = target.median();
      List<Band> bands = new ArrayList<>();
      for (int band = 0; band < median; band++) {
        bands.add(
            new Band(target.bands().get(band), ends[median - band - 1], ends[median + band + 1]));
      }
      double unit = window.scale() * (window.isLog() ? Math.abs(ends[median][0]) : 1);
      return new OfSeries(
          target.column(),
          window.series(),
          window.times(),
          ends[median],
          bands,
          window,
          Math.max(Double.MIN_NORMAL, RESOLUTION * largest * unit));
    }

    /// A value with all digits that say something.
    ///
    /// @param value one of the numbers of this forecast
    public String text(double value) {
      return FigureText.of(value, step);
    }

    /// The next value.
    @Override
    public String text() {
      return text(values[0]);
    }
  }
}
