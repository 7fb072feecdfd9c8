package dev.adjoint.pipeline;

import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.data.series.ForecastWindow;
import dev.adjoint.pipeline.input.Inputs;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.RandomAccess;

/// A model's answers for some samples, in their order; each answer is computed when it is
/// requested.
///
/// It is immutable and safe for use by several threads.
public final class Predictions extends AbstractList<Prediction> implements RandomAccess {

  /// F32 has 24 bits, so answers about one standard deviation from the mean are this part of the
  /// deviation apart.
  private static final double RESOLUTION = 0x1p-24;

  private final Target target;
  private final float[] outputs;
  private final int classes;
  private final boolean isEnsemble;
  private final int width;
  private final List<String> notes;
  private final Optional<List<String>> names;
  private final List<ForecastWindow> windows;

  /// The answers in a model's outputs.
  ///
  /// @param target what the outputs mean
  /// @param outputs probabilities `[N, classes]` or standardised numbers `[N, 1]`, row by row; for
  ///   an ensemble each row ends with the agreement or spread of its members
  /// @param isEnsemble whether it is one
  /// @param notes what was noticed about the samples
  /// @param names the name of each sample, where they have names
  Predictions(
      Target target,
      float[] outputs,
      boolean isEnsemble,
      List<String> notes,
      Optional<List<String>> names) {
    this(target, outputs, isEnsemble, notes, names, List.of());
  }

  private Predictions(
      Target target,
      float[] outputs,
      boolean isEnsemble,
      List<String> notes,
      Optional<List<String>> names,
      List<ForecastWindow> windows) {
    this.target = target;
    this.outputs = outputs;
    this.classes = target.outputs();
    this.isEnsemble = isEnsemble;
    this.width = isEnsemble ? classes + 1 : classes;
    this.notes = List.copyOf(notes);
    this.names = names.map(List::copyOf);
    this.windows = List.copyOf(windows);
  }

  /// The answers that outputs for some inputs mean.
  static Predictions of(Target target, float[] outputs, boolean isEnsemble, Inputs inputs) {
    return new Predictions(
        target, outputs, isEnsemble, inputs.notes(), inputs.names(), inputs.windows());
  }

  /// The answers of one network to samples without names.
  Predictions(Target target, float[] outputs, List<String> notes) {
    this(target, outputs, false, notes, Optional.empty());
  }

  @Override
  public int size() {
    return outputs.length / width;
  }

  /// The answer for a sample.
  ///
  /// @param index the sample's position, from 0
  @Override
  public Prediction get(int index) {
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(
          "predictions: there are %d answers but the index is %d; count from 0"
              .formatted(size(), index));
    }
    if (target instanceof NumbersTarget several) {
      Map<String, Prediction.OfNumber> values = new LinkedHashMap<>();
      for (int i = 0; i < width; i++) {
        NumberTarget part = several.parts().get(i);
        values.put(part.column(), number(part, outputs[index * width + i], OptionalDouble.empty()));
      }
      return new Prediction.OfNumbers(target.column(), values);
    }
    if (target instanceof LabelsTarget labels) {
      Map<String, Prediction.OfLabels.Label> values = new LinkedHashMap<>();
      for (int i = 0; i < width; i++) {
        values.put(labels.parts().get(i).column(), label(labels, index, i));
      }
      return new Prediction.OfLabels(target.column(), values);
    }
    if (target instanceof NumberTarget number) {
      OptionalDouble spread =
          isEnsemble ? OptionalDouble.of(members(index) * number.std()) : OptionalDouble.empty();
      return number(number, outputs[index * width], spread);
    }
    if (target instanceof ForecastTarget forecast) {
      return Prediction.OfSeries.of(forecast, windows.get(index), outputs, index * width);
    }
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int label = 0; label < classes; label++) {
      probabilities.put(target.classes().get(label), (double) probability(index, label));
    }
    int best = best(index);
    return new Prediction.OfClass(
        target.column(),
        target.classes().get(best),
        probability(index, best),
        probabilities,
        isEnsemble ? OptionalDouble.of(members(index)) : OptionalDouble.empty());
  }

  private static Prediction.OfNumber number(NumberTarget target, float z, OptionalDouble spread) {
    double step = Math.max(RESOLUTION, Math.ulp(z)) * target.std();
    return new Prediction.OfNumber(target.column(), target.restore(z), step, spread);
  }

  private Prediction.OfLabels.Label label(LabelsTarget labels, int index, int label) {
    float probability = probability(index, label);
    boolean applies = probability > 0.5f;
    return new Prediction.OfLabels.Label(
        labels.parts().get(label).classes().get(applies ? 1 : 0), probability, applies);
  }

  private float members(int index) {
    return outputs[index * width + classes];
  }

  private float probability(int index, int label) {
    return outputs[index * width + label];
  }

  /// The class with the greatest probability; the first of several.
  private int best(int index) {
    int best = 0;
    for (int label = 1; label < classes; label++) {
      if (probability(index, label) > probability(index, best)) {
        best = label;
      }
    }
    return best;
  }

  /// What was noticed about the samples: missing cells, unknown categories, images in another unit;
  /// one sentence each.
  public List<String> notes() {
    return notes;
  }

  /// The answers as columns: for classes the class, its probability and the probability of each
  /// class; for a forecast a row for each time of each series, with the median and the ends of each
  /// band; for several targets a column for each, and for labels their probabilities; else the
  /// number. An ensemble adds `agreement`, the part of its members that say the same class, or
  /// `spread`, the standard deviation of the members' numbers.
  ///
  /// Samples that have names, such as image files, have them in a first column `file`. The column
  /// of the answers has the target's name. A column whose usual name (`probability`, `p(CLASS)`) is
  /// taken by another column gets `_2`, `_3`, … at its end.
  ///
  /// @return columns by name, in order
  public Map<String, List<Object>> columns() {
    if (target instanceof ForecastTarget) {
      return ForecastColumns.of(this);
    }
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    List<Object> answers = new ArrayList<>(size());
    names.ifPresent(known ->
        columns.put(target.column().equals("file") ? "file_name" : "file", List.copyOf(known)));
    if (target instanceof NumbersTarget || target instanceof LabelsTarget) {
      return severalColumns(columns);
    }
    columns.put(target.column(), answers);
    if (target instanceof NumberTarget number) {
      forEach(answer -> answers.add(new BigDecimal(answer.text())));
      if (isEnsemble) {
        columns.put(freeName("spread", columns), agreements(number.std()));
      }
      return columns;
    }
    List<Object> sure = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      answers.add(target.classes().get(best(i)));
      sure.add(probability(i, best(i)));
    }
    columns.put(freeName("probability", columns), sure);
    if (isEnsemble) {
      columns.put(freeName("agreement", columns), agreements(1));
    }
    for (int label = 0; label < classes; label++) {
      List<Object> column = new ArrayList<>(size());
      for (int i = 0; i < size(); i++) {
        column.add(probability(i, label));
      }
      columns.put(freeName("p(%s)".formatted(target.classes().get(label)), columns), column);
    }
    return columns;
  }

  /// A column for each number; for labels its value, and then the probabilities.
  private Map<String, List<Object>> severalColumns(Map<String, List<Object>> columns) {
    target.columns().forEach(name -> columns.put(name, new ArrayList<>(size())));
    Map<String, List<Object>> probabilities = new LinkedHashMap<>();
    for (Prediction answer : this) {
      if (answer instanceof Prediction.OfNumbers numbers) {
        numbers
            .values()
            .forEach((name, number) -> add(columns, name, new BigDecimal(number.text())));
      } else if (answer instanceof Prediction.OfLabels labels) {
        labels
            .labels()
            .forEach((name, label) -> {
              add(columns, name, label.value());
              add(probabilities, name, (float) label.probability());
            });
      }
    }
    probabilities.forEach(
        (name, column) -> columns.put(freeName("p(%s)".formatted(name), columns), column));
    return columns;
  }

  private static void add(Map<String, List<Object>> columns, String name, Object cell) {
    columns.computeIfAbsent(name, _ -> new ArrayList<>()).add(cell);
  }

  private List<Object> agreements(double unit) {
    List<Object> column = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      double agreement = members(i) * unit;
      boolean isOfF32 = agreement == 0 || Math.abs((float) agreement) >= Float.MIN_NORMAL;
      column.add(
          isOfF32 && Float.isFinite((float) agreement)
              ? (Object) (float) agreement
              : (Object) agreement);
    }
    return column;
  }

  static String freeName(String usual, Map<String, ?> taken) {
    String name = usual;
    for (int number = 2; taken.containsKey(name); number++) {
      name = usual + "_" + number;
    }
    return name;
  }
}
