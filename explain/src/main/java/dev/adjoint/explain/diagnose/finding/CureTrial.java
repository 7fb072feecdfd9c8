package dev.adjoint.explain.diagnose.finding;

/// A cure that was tried on a branch of the training: the same samples in the same order, with and
/// without it.
///
/// @param measure what the curves show, such as the training loss
/// @param before the training as it is
/// @param after the training with the cure
/// @param figureBefore the figure by which the curve before is judged
/// @param figureAfter the figure by which the curve after is judged
/// @param helped whether the cure did what it is for
public record CureTrial(
    Sentence measure,
    Curve before,
    Curve after,
    double figureBefore,
    double figureAfter,
    boolean helped) {

  /// What the training as it is is called in curves.
  public static final Sentence AS_IT_IS = new Sentence("as it is", "原样");

  /// What the training with the cure is called in curves.
  public static final Sentence WITH_CURE = new Sentence("with the cure", "采用对策");

  /// The loss of the training batches.
  public static final Sentence TRAINING_LOSS = new Sentence("training loss", "训练损失");

  /// The loss of the held-out samples.
  public static final Sentence HELD_OUT_LOSS = new Sentence("held-out loss", "保留样本损失");

  /// The part of a loss that a cure must save at least.
  private static final double GAIN = 0.02;

  /// A trial of a loss, judged by the last quarters of the curves: the cure helps if it saves two
  /// percent of the loss.
  public static CureTrial ofLoss(Sentence measure, Curve before, Curve after) {
    double without = before.last();
    double with = after.last();
    boolean helped = Double.isFinite(with) && with < without - GAIN * Math.abs(without);
    return new CureTrial(
        measure,
        before.named(AS_IT_IS),
        after.named(WITH_CURE),
        without,
        with,
        helped || (Double.isFinite(with) && !Double.isFinite(without)));
  }

  /// A trial of a figure where more is better, judged by the last quarters of the curves.
  public static CureTrial ofGain(Sentence measure, Curve before, Curve after) {
    double without = before.last();
    double with = after.last();
    return new CureTrial(
        measure,
        before.named(AS_IT_IS),
        after.named(WITH_CURE),
        without,
        with,
        with > without + GAIN * Math.abs(without) || !Double.isFinite(without));
  }

  /// A trial that shows what the figures are worth without a leak: it helps if the loss without the
  /// leak is higher, because then the figures depended on it.
  public static CureTrial ofHonesty(Sentence measure, Curve before, Curve after) {
    double without = before.last();
    double with = after.last();
    return new CureTrial(
        measure,
        before.named(AS_IT_IS),
        after.named(WITH_CURE),
        without,
        with,
        with > without + GAIN * Math.abs(without));
  }

  /// The result in a sentence.
  public Sentence text() {
    return Sentence.of(
        "%1$s at the end: %2$s as it is, %3$s with the cure",
        "结束时的%1$s：原样为 %2$s，采用对策后为 %3$s", measure, figureBefore, figureAfter);
  }
}
