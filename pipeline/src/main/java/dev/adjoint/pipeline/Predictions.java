package dev.adjoint.pipeline;

import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Target;
import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/// A model's answers for some samples, in their order; each answer is computed when it is
/// requested.
///
/// It is immutable and safe for use by several threads.
public final class Predictions extends AbstractList<Prediction> implements RandomAccess {

  /// F32 has 24 bits, so answers about one standard deviation from the mean lie this part of the
  /// deviation apart.
  private static final double RESOLUTION = 0x1p-24;

  private final Target target;
  private final float[] outputs;
  private final int width;
  private final List<String> notes;
  private final Optional<List<String>> names;

  /// The answers in a model's outputs.
  ///
  /// @param target what the outputs mean
  /// @param outputs probabilities `[N, classes]` or standardised numbers `[N, 1]`, row by row
  /// @param notes what was noticed about the samples
  /// @param names the name of each sample, where they have names
  Predictions(Target target, float[] outputs, List<String> notes, Optional<List<String>> names) {
    this.target = target;
    this.outputs = outputs;
    this.width = target instanceof NumberTarget ? 1 : target.classes().size();
    this.notes = List.copyOf(notes);
    this.names = names.map(List::copyOf);
  }

  /// The answers to samples without names.
  Predictions(Target target, float[] outputs, List<String> notes) {
    this(target, outputs, notes, Optional.empty());
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
    if (target instanceof NumberTarget number) {
      float z = outputs[index];
      return new Prediction.OfNumber(
          target.column(), number.restore(z), Math.max(RESOLUTION, Math.ulp(z)) * number.std());
    }
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int label = 0; label < width; label++) {
      probabilities.put(target.classes().get(label), (double) probability(index, label));
    }
    int best = best(index);
    return new Prediction.OfClass(
        target.column(), target.classes().get(best), probability(index, best), probabilities);
  }

  private float probability(int index, int label) {
    return outputs[index * width + label];
  }

  /// The class with the greatest probability; the first of several.
  private int best(int index) {
    int best = 0;
    for (int label = 1; label < width; label++) {
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
  /// class; else the number.
  ///
  /// Samples that have names, such as image files, have them in a first column `file`. The column
  /// of the answers has the target's name. A column whose usual name (`probability`, `p(CLASS)`) is
  /// taken by another column gets `_2`, `_3`, … at its end.
  ///
  /// @return columns by name, in order
  public Map<String, List<Object>> columns() {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    List<Object> answers = new ArrayList<>(size());
    names.ifPresent(known ->
        columns.put(target.column().equals("file") ? "file_name" : "file", List.copyOf(known)));
    columns.put(target.column(), answers);
    if (target instanceof NumberTarget) {
      forEach(answer -> answers.add(new BigDecimal(answer.text())));
      return columns;
    }
    List<Object> sure = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      answers.add(target.classes().get(best(i)));
      sure.add(probability(i, best(i)));
    }
    columns.put(freeName("probability", columns), sure);
    for (int label = 0; label < width; label++) {
      List<Object> column = new ArrayList<>(size());
      for (int i = 0; i < size(); i++) {
        column.add(probability(i, label));
      }
      columns.put(freeName("p(%s)".formatted(target.classes().get(label)), columns), column);
    }
    return columns;
  }

  private static String freeName(String usual, Map<String, ?> taken) {
    String name = usual;
    for (int number = 2; taken.containsKey(name); number++) {
      name = usual + "_" + number;
    }
    return name;
  }
}
