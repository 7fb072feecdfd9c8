package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// Cross-entropy from logits: `−log softmax(x)[t]` for a target index, `−Σ t · log softmax(x)` for
/// target probabilities (one-hot or soft). Contains the softmax: give logits, not probabilities.
///
/// **Shapes**: input `[N, K]`, `[K]`, or `[N, K, …]` with a sample at every index of the further
/// axes, such as the pixels of an image; target indices I64 or I32 of the same shape without K, or
/// probabilities of the input's shape and type. The losses that are averaged, or stay as they are
/// with [Averaging#NONE], have the shape of target indices.
///
/// **Accuracy**: in F32 the loss of a sample has a relative error below 1e-6 over the whole range,
/// also that of a sample which is classified with certainty (`e⁻²⁰` for a logit that is 20 above
/// the other, where PyTorch gives 0), and so has its gradient for the target's logit. The same
/// holds for the loss with smoothing, class weights and soft targets; their gradients have an
/// absolute error of 1e-7. NaN gives NaN, and so does a logit of ∞.
///
/// With class weights w, loss n is multiplied by `w[tₙ]` and the mean is the weighted one, `Σ lossₙ
/// / Σ w[tₙ]`; with target probabilities each class's part is multiplied by its weight and the mean
/// goes over the samples, both as in PyTorch. A sample whose target is the ignored index has loss 0
/// and gradient 0 and does not count for the mean. PyTorch ignores −100 by default; here no index
/// is ignored by default.
///
/// **Throws**: IllegalArgumentException if the mean has nothing to divide by, because all targets
/// of the batch are ignored or the weights of their classes are 0 (PyTorch: NaN). With
/// [Averaging#SUM] the loss of such a batch is 0.
///
/// ```java
/// new CrossEntropyLoss().withIgnoreIndex(0).withClassWeights(Tensor.of(1f, 5f, 2f))
/// ```
///
/// **Gradient**: softmax of the input minus the target, times the weight of the class, divided as
/// the averaging says; 0 for samples that are ignored.
///
/// @param smoothing mixes the target with the uniform distribution, `0 ≤ smoothing < 1`
/// @param classWeights `[K]`, at least 0 each, or empty for 1 each
/// @param ignoreIndex the target index that is ignored, such as that of the padding of a text, or
///   empty for none
public record CrossEntropyLoss(
    double smoothing, Averaging averaging, Optional<Tensor> classWeights, OptionalLong ignoreIndex)
    implements Loss {

  private static final String NAME = "cross entropy";

  /// Checks the range of the smoothing and the shape of the weights.
  public CrossEntropyLoss {
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
    Require.optional(NAME, "the class weights", classWeights);
    Require.given(NAME, "the ignored index", ignoreIndex, "give OptionalLong.empty() for none");
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "cross entropy: the smoothing is %s but must be at least 0 and below 1; 0.1 is usual"
              .formatted(smoothing));
    }
    classWeights.ifPresent(weights -> {
      ElementTypeException.requireFloating(NAME, weights);
      if (weights.shape().rank() != 1) {
        throw new ShapeException(
            NAME,
            "the class weights have shape %s but must be [K]; give one number for each class"
                .formatted(weights.shape()));
      }
      Probability.requireNotNegative(
          NAME, "the class weight", weights, "give a number of at least 0 for each class");
    });
  }

  /// The same without class weights and without an index that is ignored.
  public CrossEntropyLoss(double smoothing, Averaging averaging) {
    this(smoothing, averaging, Optional.empty(), OptionalLong.empty());
  }

  /// No smoothing and the mean over the samples.
  public CrossEntropyLoss() {
    this(0, Averaging.MEAN);
  }

  /// The same with this smoothing.
  @CheckReturnValue
  public CrossEntropyLoss withSmoothing(double newSmoothing) {
    return new CrossEntropyLoss(newSmoothing, averaging, classWeights, ignoreIndex);
  }

  /// The same with this averaging.
  @CheckReturnValue
  public CrossEntropyLoss withAveraging(Averaging newAveraging) {
    return new CrossEntropyLoss(smoothing, newAveraging, classWeights, ignoreIndex);
  }

  /// The same with a weight for each class, larger for those that are rare.
  @CheckReturnValue
  public CrossEntropyLoss withClassWeights(Tensor weights) {
    return new CrossEntropyLoss(
        smoothing,
        averaging,
        Optional.of(Require.tensor(NAME, "the class weights", weights)),
        ignoreIndex);
  }

  /// The same with a target index that is ignored; it need not be a class.
  @CheckReturnValue
  public CrossEntropyLoss withIgnoreIndex(long index) {
    return new CrossEntropyLoss(smoothing, averaging, classWeights, OptionalLong.of(index));
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    Require.tensor(NAME, "the input", input);
    Require.tensor(NAME, "the target", target);
    boolean byIndex = CrossEntropyTarget.isIndex(target);
    Optional<Tensor> ignored =
        byIndex && ignoreIndex.isPresent() ? Optional.of(ignored(target)) : Optional.empty();
    // Any class serves as the target of an ignored sample, whose loss is set to 0 below.
    Tensor known = ignored.map(nothing -> target.maskedFill(nothing, 0)).orElse(target);
    CrossEntropyTarget.require(NAME, input, known);
    Optional<Tensor> weights = classWeights.map(given -> fitting(given, input));
    if (!byIndex) {
      return averaging.apply(ofProbabilities(input, target, weights));
    }
    Tensor losses =
        smoothing == 0
            ? ofIndices(input, known, weights)
            : ofProbabilities(input, CrossEntropyTarget.probabilities(input, known), weights);
    if (weights.isEmpty() && ignored.isEmpty()) {
      return averaging.apply(losses);
    }
    Tensor counts =
        weights
            .map(given -> given.indexSelect(0, known))
            .orElseGet(() -> Tensor.ones(input.elementType(), known.shape()));
    ignored.ifPresent(this::requireOneThatCounts);
    Tensor counted = without(ignored, counts);
    weights.ifPresent(_ -> requireWeight(counted));
    return averaging.apply(without(ignored, losses), counted);
  }

  /// A mean over no sample would be 0 / 0. The check runs again whenever a recorded step does.
  private void requireOneThatCounts(Tensor ignored) {
    requireSome(
        ignored.logicalNot(),
        "cross entropy: all %d targets of the batch are the ignored index %d, so there is no sample for a mean; leave such a batch out, or use Averaging.SUM"
            .formatted(ignored.shape().count(), ignoreIndex.orElseThrow()));
  }

  private void requireWeight(Tensor counts) {
    requireSome(
        counts.detach().notEqual(0),
        "cross entropy: the class weights of all %d targets of the batch are 0, so there is no sample for a mean; give their classes weights above 0, or use Averaging.SUM"
            .formatted(counts.shape().count()));
  }

  private void requireSome(Tensor truths, String message) {
    if (averaging == Averaging.MEAN && truths.shape().count() > 0) {
      truths
          .any()
          .logicalNot()
          .to(ElementType.I64)
          .requireWithin(1, (_, _) -> new IllegalArgumentException(message));
    }
  }

  private Tensor ignored(Tensor target) {
    return target.to(ElementType.I64).eq(Tensor.scalar(ElementType.I64, ignoreIndex.orElseThrow()));
  }

  private static Tensor without(Optional<Tensor> ignored, Tensor x) {
    return ignored.map(nothing -> x.maskedFill(nothing, 0)).orElse(x);
  }

  private static Tensor fitting(Tensor weights, Tensor input) {
    int classes = input.shape().size(CrossEntropyTarget.axis(input));
    if (weights.shape().size(0) != classes) {
      throw new ShapeException(
          NAME,
          "there are %d class weights but input %s has %d classes; give one number for each class"
              .formatted(weights.shape().size(0), input.shape(), classes));
    }
    return weights.detach().to(input.elementType());
  }

  private static Tensor ofIndices(Tensor input, Tensor target, Optional<Tensor> weights) {
    Tensor losses =
        input.shape().rank() == 2 ? input.crossEntropy(target) : ofPlaces(input, target);
    return weights.map(given -> losses.multiply(given.indexSelect(0, target))).orElse(losses);
  }

  /// The classes of each position become a row.
  private static Tensor ofPlaces(Tensor input, Tensor target) {
    Tensor x = input.moveaxis(CrossEntropyTarget.axis(input), -1);
    Tensor rows = x.reshape(target.shape().count(), x.shape().size(-1));
    return rows.crossEntropy(target.flatten()).reshape(target.shape());
  }

  private Tensor ofProbabilities(Tensor input, Tensor target, Optional<Tensor> weights) {
    int axis = CrossEntropyTarget.axis(input);
    Tensor mixed = target;
    if (smoothing > 0) {
      double share = smoothing / input.shape().size(axis);
      mixed = mixed.multiply(1 - smoothing).add(share);
    }
    if (weights.isPresent()) {
      int[] sizes = new int[input.shape().rank() - axis];
      Arrays.fill(sizes, 1);
      sizes[0] = input.shape().size(axis);
      mixed = mixed.multiply(weights.get().reshape(Shape.of(sizes)));
    }
    return input.logSoftmax(axis).multiply(mixed).sum(axis).negative();
  }
}
