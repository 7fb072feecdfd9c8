package dev.adjoint.data;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Samples with their targets.
///
/// **Shapes**: features `[N, …]` F32; target `[N]` I64 labels for classes, `[N, 1]` F32 for a
/// number.
///
/// @param features one sample along the first axis
/// @param target one target along the first axis
/// @param classes the names of the classes in the order of their labels; empty for a number
/// @param featureNames the names of the inputs; empty where they have none, as pixels
public record DataSet(
    Tensor features, Tensor target, List<String> classes, List<String> featureNames) {

  /// Checks that samples and targets match.
  ///
  /// @throws DataException when a shape or element type is another one, or a label has no class
  public DataSet {
    classes = List.copyOf(classes);
    featureNames = List.copyOf(featureNames);
    Shape shape = features.shape();
    if (shape.rank() < 2 || features.elementType() != ElementType.F32) {
      throw new DataException(
          "data set: features must be F32 with shape [N, …] but are %s %s; add the axis of the samples"
              .formatted(features.elementType(), shape));
    }
    Shape wanted = classes.isEmpty() ? Shape.of(shape.size(0), 1) : Shape.of(shape.size(0));
    ElementType type = classes.isEmpty() ? ElementType.F32 : ElementType.I64;
    if (!target.shape().equals(wanted) || target.elementType() != type) {
      throw new DataException(
          "data set: the target of %d samples and %s must be %s %s but is %s %s; %s"
              .formatted(
                  shape.size(0),
                  classes.isEmpty() ? "no classes" : classes.size() + " classes",
                  type,
                  wanted,
                  target.elementType(),
                  target.shape(),
                  "give one label for each sample, or one number"));
    }
    if (!classes.isEmpty()) {
      requireLabels(target, classes.size());
    }
  }

  private static void requireLabels(Tensor target, int classes) {
    long[] labels = target.toLongArray();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new DataException(
            "data set: labels must lie in 0 … %d for %d classes but sample %d has label %d; number the classes from 0"
                .formatted(classes - 1, classes, i, labels[i]));
      }
    }
  }

  /// The number of samples.
  ///
  /// @return N
  public int count() {
    return features.shape().size(0);
  }

  /// What kind of task the target makes.
  ///
  /// @return the task
  public Task task() {
    return classes.isEmpty() ? Task.REGRESSION : Task.CLASSIFICATION;
  }

  /// The shape of one sample's inputs.
  ///
  /// @return the features' shape without its first axis
  public Shape featureShape() {
    int[] sizes = features.shape().toArray();
    return Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length));
  }

  /// Some of the samples, in the order of the indices; an index may occur again.
  ///
  /// @param rows indices of samples
  /// @return a new data set
  public DataSet select(int[] rows) {
    Tensor index = Tensor.of(rows);
    return new DataSet(
        features.indexSelect(0, index), target.indexSelect(0, index), classes, featureNames);
  }

  /// Holds out a random part, for classes in the same proportion from each.
  ///
  /// @param fraction part to hold out, in (0, 1)
  /// @param random where the choice comes from
  /// @return both parts, each in the order of this set
  /// @throws DataException when there are fewer than 2 samples or the fraction is not in (0, 1)
  public Split split(double fraction, RandomGenerator random) {
    Rows rows =
        classes.isEmpty()
            ? Rows.split(count(), fraction, random)
            : Rows.stratified(target.toIntArray(), classes.size(), fraction, random);
    return new Split(select(rows.training()), select(rows.validation()));
  }
}
