package dev.adjoint.train;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.nn.loss.BceWithLogitsLoss;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How much each class counts in the loss.
public sealed interface ClassWeights {

  /// Every sample counts the same.
  static ClassWeights none() {
    return new None();
  }

  /// Every class counts the same, however rare it is: the weight of class k is `N / (K · Nₖ)`, with
  /// Nₖ of N training samples, as in scikit-learn.
  static ClassWeights balanced() {
    return new Balanced();
  }

  /// One weight for each class, in the order of the labels; each is at least 0.
  static ClassWeights of(double... weights) {
    TrainArguments.required("the array of class weights", weights, "give one for each class");
    return new PerClass(Arrays.stream(weights).boxed().toList());
  }

  /// The loss with these weights.
  ///
  /// @throws IllegalArgumentException if the loss has no class weights, or has some already
  /// @throws DataException if the classes of the source cannot be counted
  default Loss apply(Loss loss, Source training) {
    return loss;
  }

  /// See [#none].
  record None() implements ClassWeights {}

  /// See [#balanced].
  record Balanced() implements ClassWeights {
    @Override
    public Loss apply(Loss loss, Source training) {
      return loss instanceof BceWithLogitsLoss && training instanceof DataSet data
          ? binary(loss, data)
          : weighted(loss, weights(training));
    }

    /// The weight of positive targets is the number of negative targets divided by that of positive
    /// ones.
    private static Loss binary(Loss loss, DataSet data) {
      double positive = data.target().to(ElementType.F64).sum().item();
      double negative = data.target().shape().count() - positive;
      if (!(positive > 0 && negative > 0)) {
        throw new IllegalArgumentException(
            "train: balanced class weights need samples of both classes but %s are positive and %s are negative; leave the weights out"
                .formatted(positive, negative));
      }
      return weighted(loss, new double[] {1, negative / positive});
    }

    private static double[] weights(Source training) {
      int[] labels = labels(training);
      int classes =
          training instanceof DataSet data && !data.classes().isEmpty()
              ? data.classes().size()
              : Arrays.stream(labels).max().orElse(0) + 1;
      double[] counts = new double[classes];
      for (int label : labels) {
        counts[label]++;
      }
      double present = Arrays.stream(counts).filter(count -> count > 0).count();
      return Arrays.stream(counts)
          .map(count -> count == 0 ? 1 : labels.length / (present * count))
          .toArray();
    }

    /// The class of each sample.
    private static int[] labels(Source training) {
      Optional<int[]> known =
          training instanceof Samples samples ? samples.labels() : Optional.empty();
      if (known.isPresent()) {
        return known.get();
      }
      if (training instanceof DataSet data && !data.target().elementType().isFloating()) {
        return data.target().to(ElementType.I32).toIntArray();
      }
      throw new DataException(
          "train: balanced class weights need the class of every sample, but %s; give the weights with ClassWeights.of(…), or leave them out"
              .formatted(
                  training instanceof DataSet
                      ? "the target of the samples is a number"
                      : "these samples are read while training goes on (%s)"
                          .formatted(training.fingerprint())));
    }
  }

  /// See [#of].
  record PerClass(List<Double> weights) implements ClassWeights {
    /// Checks the range.
    public PerClass {
      TrainArguments.required("the list of class weights", weights, "give one for each class");
      for (int i = 0; i < weights.size(); i++) {
        TrainArguments.required("the weight of class " + i, weights.get(i), "1 is usual");
      }
      weights = List.copyOf(weights);
      for (int i = 0; i < weights.size(); i++) {
        if (!(weights.get(i) >= 0 && weights.get(i) < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "train: the weight of class %d is %s but must be a finite number of at least 0; 1 is usual"
                  .formatted(i, weights.get(i)));
        }
      }
    }

    @Override
    public Loss apply(Loss loss, Source training) {
      return weighted(loss, weights.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  private static Loss weighted(Loss loss, double[] weights) {
    float[] numbers = new float[weights.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) weights[i];
    }
    return switch (loss) {
      case CrossEntropyLoss cross when cross.classWeights().isEmpty() ->
          cross.withClassWeights(Tensor.of(numbers));
      case BceWithLogitsLoss bce
          when bce.positiveWeight().isEmpty() && numbers.length == 2 && numbers[0] > 0 ->
          bce.withPositiveWeight(Tensor.of(numbers[1] / numbers[0]));
      default ->
          throw new IllegalArgumentException(
              "train: class weights were given but the loss %s cannot take %d of them; use CrossEntropyLoss, or BceWithLogitsLoss with 2, without weights of its own"
                  .formatted(Fingerprint.text(loss.toString()), numbers.length));
    };
  }
}
