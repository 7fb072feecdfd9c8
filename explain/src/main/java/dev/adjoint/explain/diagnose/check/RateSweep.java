package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The first steps of the training with several constant step sizes, as factors of its own one, and
/// 500 steps at twice the best of them, judged one by one.
///
/// @param curves the loss by step of each factor
/// @param best the factor whose loss is the least at the end
/// @param unstable the first step at twice the best factor whose loss jumps; empty for none
record RateSweep(NavigableMap<Double, Curve> curves, double best, OptionalLong unstable) {

  private static final double[] FACTORS = {0.1, 0.3, 1, 3, 10};
  private static final int FURTHER = 3;
  private static final int LONG = 500;

  /// A loss above the mean of the last steps times this is a jump.
  private static final double JUMP = 3;

  private static final int LAST = 20;

  static RateSweep of(TrainingSetup setup) {
    return setup.once("rate sweep", () -> make(setup));
  }

  /// The change to a constant step size, as a factor of the training's own.
  static Change change(TrainingSetup setup, double factor) {
    return Change.NONE.withRate(factor, horizon(setup));
  }

  private static long horizon(TrainingSetup setup) {
    return Math.max(setup.steps(), setup.options().steps().orElse(10_000));
  }

  private static RateSweep make(TrainingSetup setup) {
    NavigableMap<Double, Curve> curves = new TreeMap<>();
    for (double factor : FACTORS) {
      add(setup, curves, factor);
    }
    for (int i = 0; i < FURTHER && best(curves) == curves.lastKey(); i++) {
      add(setup, curves, curves.lastKey() * 10);
    }
    for (int i = 0; i < FURTHER && best(curves) == curves.firstKey(); i++) {
      add(setup, curves, curves.firstKey() / 10);
    }
    double best = best(curves);
    int steps = Math.min(LONG, 5 * setup.steps() / 2);
    Curve twice = setup.losses(change(setup, 2 * best), steps);
    return new RateSweep(curves, best, jump(twice));
  }

  private static void add(TrainingSetup setup, NavigableMap<Double, Curve> curves, double factor) {
    curves.put(factor, setup.losses(change(setup, factor), setup.steps()));
  }

  private static double best(NavigableMap<Double, Curve> curves) {
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (var each : curves.entrySet()) {
      if (each.getValue().last() < least) {
        least = each.getValue().last();
        best = each.getKey();
      }
    }
    return best;
  }

  /// The first step whose loss is not finite, or far above the mean of the steps before.
  private static OptionalLong jump(Curve curve) {
    for (int i = 0; i < curve.values().size(); i++) {
      double loss = curve.values().get(i);
      double mean =
          curve.values().subList(Math.max(0, i - LAST), i).stream()
              .mapToDouble(Double::doubleValue)
              .average()
              .orElse(Double.POSITIVE_INFINITY);
      if (!Double.isFinite(loss) || (i >= LAST && loss > JUMP * mean && loss > curve.first())) {
        return OptionalLong.of(i + 1L);
      }
    }
    return OptionalLong.empty();
  }

  Curve own() {
    return curve(1);
  }

  Curve curve(double factor) {
    Curve curve = curves.get(factor);
    if (curve == null) {
      throw new IllegalStateException("sweep: there is no factor " + factor);
    }
    return curve;
  }

  /// How far the loss falls with a factor.
  double fall(double factor) {
    double last = curve(factor).last();
    return Double.isFinite(last) ? curve(factor).first() - last : Double.NEGATIVE_INFINITY;
  }

  List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    curves.forEach((factor, curve) ->
        evidence.add(
            new Evidence(
                Sentence.of("loss with %s times the step size", "学习率为 %s 倍时的损失", factor),
                curve.last())));
    return evidence;
  }

  /// What happened at twice the best step size.
  Sentence twice() {
    return unstable.isPresent()
        ? Sentence.of(
            "At twice the best step size the loss jumps at step %s.",
            "用最佳学习率的两倍时，损失在第 %s 步跳变。", unstable.getAsLong())
        : new Sentence(
            "At twice the best step size no step makes the loss jump.", "用最佳学习率的两倍时，没有任何一步使损失跳变。");
  }
}
