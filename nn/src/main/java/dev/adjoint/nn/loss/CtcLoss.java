package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Connectionist temporal classification (Graves et al. 2006): the negative log-probability that
/// the classes of T time steps spell a target of S labels, over all alignments. An alignment
/// repeats labels and puts blanks between them; equal neighbours need a blank.
///
/// With the labels l′ between blanks, `α₀(s) = log p₀(l′ₛ)` for s = 0 and 1 and
///
/// ```
/// αₜ(s) = log pₜ(l′ₛ) + log(e^αₜ₋₁(s) + e^αₜ₋₁(s−1) + e^αₜ₋₁(s−2))
/// loss  = −log(e^α(2S) + e^α(2S−1))
/// ```
///
/// where s − 2 counts only for a label that differs from the one before.
///
/// **Shapes**: log-probabilities `[T, N, C]`, such as those of `x.logSoftmax(2)`; targets `[N, S]`
/// I64, labels other than the blank, of which the first `targetLengths[n]` count; lengths `[N]`
/// I64.
///
/// **Averaging**: the mean divides each loss by the length of its target, at least 1, and averages
/// over the samples, as in PyTorch.
///
/// **Gradient**: for the log-probabilities, by the recursion. A target that has no alignment,
/// because it is longer than the input allows, has loss ∞ and gradient 0; with `zeroInfinity` loss
/// 0.
///
/// As `torch.nn.CTCLoss`, whose gradient of an impossible target is NaN.
///
/// @param blank the class of the blank
/// @param zeroInfinity whether impossible targets have loss 0
public record CtcLoss(int blank, boolean zeroInfinity, Averaging averaging) {

  private static final String NAME = "ctc loss";

  /// The logarithm of nothing: so far below all others that it adds exactly 0 to them, but finite,
  /// so that no difference of two is NaN.
  private static final double NOTHING = -1e30;

  /// Checks the arguments.
  public CtcLoss {
    if (blank < 0) {
      throw new IllegalArgumentException(
          "ctc loss: the blank is class %d but must be at least 0; 0 is usual".formatted(blank));
    }
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// Blank 0, infinite losses stay, and the mean.
  public CtcLoss() {
    this(0, false, Averaging.MEAN);
  }

  /// The loss of a batch.
  ///
  /// @param inputLengths the time steps that count of each sample, 1 … T
  /// @param targetLengths the labels that count of each sample, 0 … S
  public Tensor of(
      Tensor logProbabilities, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    requireFitting(logProbabilities, targets, inputLengths, targetLengths);
    Tensor labels = withBlanks(targets.to(ElementType.I64));
    Tensor lengths = inputLengths.to(ElementType.I64);
    List<Tensor> steps = logProbabilities.unbind(0);
    Tensor skips = skips(labels, logProbabilities.elementType());
    Tensor alpha = start(steps.getFirst().gather(1, labels));
    for (int t = 1; t < steps.size(); t++) {
      Tensor now = steps.get(t).gather(1, labels);
      Tensor next = arrive(alpha, skips).add(now).clamp(NOTHING, Double.POSITIVE_INFINITY);
      alpha = next.where(lengths.greater(t).unsqueeze(1), alpha);
    }
    return reduce(last(alpha, targetLengths.to(ElementType.I64)), targetLengths);
  }

  private void requireFitting(
      Tensor logProbabilities, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    Require.tensor(NAME, "the log-probabilities", logProbabilities);
    Require.tensor(NAME, "the targets", targets);
    Require.tensor(NAME, "the input lengths", inputLengths);
    Require.tensor(NAME, "the target lengths", targetLengths);
    ElementTypeException.requireFloating(NAME, logProbabilities);
    Shape shape = logProbabilities.shape();
    if (shape.rank() != 3 || shape.size(0) == 0 || blank >= shape.size(2)) {
      throw new ShapeException(
          NAME,
          "log-probabilities have shape %s but must be [T, N, C] with at least one step and the blank %d among the classes; move the axis of time to the front"
              .formatted(shape, blank));
    }
    int samples = shape.size(1);
    Shape perSample = Shape.of(samples);
    if (targets.shape().rank() != 2
        || targets.shape().size(0) != samples
        || !inputLengths.shape().equals(perSample)
        || !targetLengths.shape().equals(perSample)) {
      throw new ShapeException(
          NAME,
          "targets %s, input lengths %s and target lengths %s don't fit the %d samples; give [N, S], [N] and [N]"
              .formatted(targets.shape(), inputLengths.shape(), targetLengths.shape(), samples));
    }
    requireWithin("target", targets, shape.size(2) - 1, 0);
    requireWithin("input length", inputLengths, shape.size(0), 1);
    requireWithin("target length", targetLengths, targets.shape().size(1), 0);
  }

  private static void requireWithin(String what, Tensor numbers, int most, int least) {
    numbers
        .to(ElementType.I64)
        .subtract(least)
        .requireWithin(
            most - least + 1,
            (value, position) ->
                new IndexOutOfBoundsException(
                    "%s: %s %d at element %d is outside %d … %d; count what the tensors hold"
                        .formatted(NAME, what, value + least, position, least, most)));
  }

  /// `[N, 2S + 1]`: blank, label, blank, …, label, blank.
  private Tensor withBlanks(Tensor targets) {
    int samples = targets.shape().size(0);
    int labels = targets.shape().size(1);
    Tensor blanks = Tensor.full(ElementType.I64, Shape.of(samples, labels), blank);
    Tensor pairs = Tensor.stack(2, blanks, targets).reshape(Shape.of(samples, 2 * labels));
    return Tensor.concat(1, pairs, Tensor.full(ElementType.I64, Shape.of(samples, 1), blank));
  }

  /// What is added for a step over a blank: 0 where label s differs from label s − 2, else nothing.
  private Tensor skips(Tensor labels, ElementType type) {
    int count = labels.shape().size(1);
    Tensor zeros = Tensor.zeros(type, labels.shape());
    if (count < 3) {
      return zeros.add(NOTHING);
    }
    Tensor differs = labels.slice(1, 2).notEqual(labels.slice(1, 0, count - 2));
    Tensor allowed = differs.logicalAnd(labels.slice(1, 2).notEqual(blank));
    Tensor never = Tensor.zeros(ElementType.BOOL, labels.shape().size(0), 2);
    return zeros.where(Tensor.concat(1, never, allowed), zeros.add(NOTHING));
  }

  /// α at the first step: the first blank or the first label.
  private static Tensor start(Tensor now) {
    int count = now.shape().size(1);
    Tensor first = Tensor.arange(count).less(2);
    return now.where(first, Tensor.fullLike(now, NOTHING));
  }

  /// The logarithm of the probability of arriving in each state from those one step before.
  private static Tensor arrive(Tensor alpha, Tensor skips) {
    int count = alpha.shape().size(1);
    Tensor one = shifted(alpha, 1, count);
    Tensor two = shifted(alpha, 2, count).add(skips).clamp(NOTHING, Double.POSITIVE_INFINITY);
    return Tensor.stack(0, alpha, one, two).logsumexp(0);
  }

  private static Tensor shifted(Tensor alpha, int by, int count) {
    return count <= by
        ? Tensor.fullLike(alpha, NOTHING)
        : alpha.slice(1, 0, count - by).pad(NOTHING, by, 0);
  }

  /// The loss of each sample: the alignments that end in the last label or the blank after it.
  private static Tensor last(Tensor alpha, Tensor targetLengths) {
    Tensor end = targetLengths.multiply(Tensor.full(ElementType.I64, targetLengths.shape(), 2));
    Tensor states = Tensor.arange(alpha.shape().size(1)).unsqueeze(0);
    Tensor isEnd = states.eq(end.unsqueeze(1)).logicalOr(states.eq(end.subtract(1).unsqueeze(1)));
    return alpha.where(isEnd, Tensor.fullLike(alpha, NOTHING)).logsumexp(1).negative();
  }

  private Tensor reduce(Tensor losses, Tensor targetLengths) {
    Tensor impossible = losses.detach().greater(-NOTHING / 2);
    double value = zeroInfinity ? 0 : Double.POSITIVE_INFINITY;
    Tensor known = losses.maskedFill(impossible, value);
    if (averaging != Averaging.MEAN) {
      return averaging.apply(known);
    }
    Tensor lengths = targetLengths.to(known.elementType());
    return known.divide(lengths.maximum(Tensor.onesLike(lengths))).mean();
  }
}
