package dev.adjoint.data;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Samples in memory, as named fields with one sample along their first axis.
///
/// ```java
/// DataSet.of(tokens, labels).with("mask", mask).withClasses(List.of("spam", "ham"))
/// ```
///
/// **Shapes**: each field `[N, …]` of any element type. With classes the target holds their labels
/// as whole numbers, 0 … classes − 1.
///
/// @param fields by name, in order; `features` is the input of a model with one input, `target`
///   what its output is compared with, `weights` `[N]` how much each sample counts
/// @param classes the names of the classes in the order of their labels; empty for none
/// @param featureNames the names of the inputs; empty where they have none, as pixels
public record DataSet(Map<String, Tensor> fields, List<String> classes, List<String> featureNames)
    implements Samples {

  /// Checks that all fields have the same samples.
  ///
  /// @throws DataException when there is no field, a field has no axis of the samples or another
  ///   number of them, or a label has no class
  public DataSet {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    classes = List.copyOf(classes);
    featureNames = List.copyOf(featureNames);
    if (fields.isEmpty()) {
      throw new DataException("data set: there are no fields; give features and a target");
    }
    Map.Entry<String, Tensor> first = fields.entrySet().iterator().next();
    fields.forEach((name, field) -> requireSamples(name, field, first.getKey(), first.getValue()));
    if (!classes.isEmpty()) {
      requireLabels(field("data set", fields, TARGET), classes.size());
    }
  }

  /// Samples with an input, a target, classes and names.
  public DataSet(Tensor features, Tensor target, List<String> classes, List<String> featureNames) {
    this(fields(features, target), classes, featureNames);
  }

  /// Samples with an input and a target, without classes.
  public static DataSet of(Tensor features, Tensor target) {
    return new DataSet(features, target, List.of(), List.of());
  }

  /// The same with one more field, or another tensor for a field.
  @CheckReturnValue
  public DataSet with(String name, Tensor field) {
    Map<String, Tensor> all = new LinkedHashMap<>(fields);
    all.put(name, field);
    return new DataSet(all, classes, featureNames);
  }

  /// The same with these classes.
  @CheckReturnValue
  public DataSet withClasses(List<String> names) {
    return new DataSet(fields, names, featureNames);
  }

  /// The same with a number of at least 0 for each sample: how much it counts in the loss.
  @CheckReturnValue
  public DataSet withWeights(double... weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new DataException(
            "data set: the weight of sample %d is %s but must be a finite number of at least 0; 1 is usual"
                .formatted(i, weights[i]));
      }
    }
    float[] numbers = new float[weights.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) weights[i];
    }
    return with(WEIGHTS, Tensor.of(numbers));
  }

  static Map<String, Tensor> fields(Tensor features, Tensor target) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put(
        FEATURES,
        Objects.requireNonNull(features, "data set: the features are null; give a tensor"));
    fields.put(
        TARGET, Objects.requireNonNull(target, "data set: the target is null; give a tensor"));
    return fields;
  }

  static Tensor field(String owner, Map<String, Tensor> fields, String name) {
    Tensor field = fields.get(name);
    if (field == null) {
      throw new DataException(
          "%s: there is no field '%s'; %s"
              .formatted(owner, name, Spelling.suggest(name, fields.keySet())));
    }
    return field;
  }

  private static void requireSamples(String name, Tensor field, String first, Tensor model) {
    if (field.shape().rank() < 1) {
      throw new DataException(
          "data set: %s must have shape [N, …] but is a single number; add the axis of the samples"
              .formatted(name));
    }
    if (field.shape().size(0) != model.shape().size(0)) {
      throw new DataException(
          "data set: %s %s has %d samples but %s %s has %d; give one of each for each sample"
              .formatted(
                  name,
                  field.shape(),
                  field.shape().size(0),
                  first,
                  model.shape(),
                  model.shape().size(0)));
    }
  }

  private static void requireLabels(Tensor target, int classes) {
    if (target.elementType().isFloating()) {
      throw new DataException(
          "data set: labels of %d classes must be whole numbers but the target is %s %s; give I64, or no classes"
              .formatted(classes, target.elementType(), target.shape()));
    }
    long[] labels = target.toLongArray();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new DataException(
            "data set: labels must lie in 0 … %d for %d classes but sample %d has label %d; number the classes from 0"
                .formatted(
                    classes - 1, classes, i / (labels.length / target.shape().size(0)), labels[i]));
      }
    }
  }

  /// The input.
  ///
  /// @throws DataException when there is no field `features`
  public Tensor features() {
    return field("data set", fields, FEATURES);
  }

  /// What the output is compared with.
  ///
  /// @throws DataException when there is no field `target`
  public Tensor target() {
    return field("data set", fields, TARGET);
  }

  /// The number of samples.
  ///
  /// @return N
  @Override
  public int count() {
    return fields.values().iterator().next().shape().size(0);
  }

  /// What kind of task the target makes: classification if there are classes.
  ///
  /// @return the task
  public Task task() {
    return classes.isEmpty() ? Task.REGRESSION : Task.CLASSIFICATION;
  }

  /// The shape of one sample's input.
  ///
  /// @return the features' shape without its first axis
  public Shape featureShape() {
    int[] sizes = features().shape().toArray();
    return Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
  }

  @Override
  public Map<String, Tensor> read(int[] rows) {
    Tensor index = Tensor.of(rows);
    Map<String, Tensor> chosen = new LinkedHashMap<>();
    fields.forEach((name, field) -> chosen.put(name, field.indexSelect(0, index)));
    return chosen;
  }

  /// The targets, where there are classes and one label for each sample.
  @Override
  public Optional<int[]> labels() {
    return classes.isEmpty() || target().shape().rank() != 1
        ? Optional.empty()
        : Optional.of(target().toIntArray());
  }

  @Override
  public long bytes() {
    return fields.values().stream()
        .mapToLong(field -> (long) field.shape().count() * field.elementType().bytes())
        .sum();
  }

  /// No: the samples are in memory.
  @Override
  public boolean isReadAhead() {
    return false;
  }

  /// Some of the samples, in the order of the indices; an index may occur again.
  ///
  /// @param rows indices of samples
  /// @return a new data set
  public DataSet select(int[] rows) {
    return new DataSet(read(rows), classes, featureNames);
  }

  /// Divides the samples for a k-fold cross-validation: each sample validates in one of the splits
  /// and trains in the others; classes are spread evenly.
  ///
  /// @param folds number of splits, 2 to the number of samples
  /// @throws DataException when there cannot be so many folds, or a fold lacks a class to train on
  public List<Split> folds(int folds, RandomGenerator random) {
    List<Rows> all =
        hasClasses()
            ? Rows.stratifiedFolds(target().toIntArray(), classes.size(), folds, random)
            : Rows.folds(count(), folds, random);
    return all.stream()
        .map(rows -> new Split(select(rows.training()), select(rows.validation())))
        .toList();
  }

  private boolean hasClasses() {
    return !classes.isEmpty() && target().shape().rank() == 1;
  }

  /// Holds out a random part, for classes in the same proportion from each.
  ///
  /// @param fraction part to hold out, in (0, 1)
  /// @param random where the choice comes from
  /// @return both parts, each in the order of this set
  /// @throws DataException when there are fewer than 2 samples or the fraction is not in (0, 1)
  public Split split(double fraction, RandomGenerator random) {
    return split(
        labels()
            .map(known -> Rows.stratified(known, classes.size(), fraction, random))
            .orElseGet(() -> Rows.split(count(), fraction, random)));
  }

  /// Holds out a random part or a fold, for classes in the same proportion from each.
  ///
  /// @return both parts, each in the order of this set
  /// @throws DataException when there are too few samples
  public Split split(Holdout holdout) {
    return split(
        labels()
            .map(known -> holdout.rows(known, classes.size()))
            .orElseGet(() -> holdout.rows(count())));
  }

  private Split split(Rows rows) {
    return new Split(select(rows.training()), select(rows.validation()));
  }
}
