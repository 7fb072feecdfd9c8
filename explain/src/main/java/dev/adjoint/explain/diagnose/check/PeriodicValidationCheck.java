package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.SampleStream;
import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Whether the held-out loss goes up and down with the epochs, as it does when the samples come in
/// an order, for example class by class.
///
/// Samples that are read by their numbers are shuffled by the trainer, so for them only the epochs
/// of a run are looked at; the order of a stream is measured.
public record PeriodicValidationCheck() implements TrainingCheck {

  private static final int EPOCHS = 6;
  private static final int LOOKS_EACH = 8;
  private static final int LONG_RUN = 16;
  private static final int MOST_STEPS = 1200;
  private static final int MOST_SAMPLES = 50_000;

  /// The correlation with itself, one period later, from which a curve is periodic.
  private static final double CORRELATION = 0.6;

  /// The height of the waves of a run as a share of the level.
  private static final double HEIGHT = 0.1;

  /// The height of the mean wave of an epoch as a share of the level.
  private static final double LEAST = 0.01;

  /// The share of the variance that the mean wave must have.
  private static final double SHARE = 0.5;

  @Override
  public String name() {
    return "periodic-validation";
  }

  @Override
  public Sentence question() {
    return new Sentence(
        "Does the held-out loss go up and down with the epochs?", "保留样本损失是否随轮次周期性起伏？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    return setup.training() instanceof SampleStream stream ? ofStream(setup, stream) : ofRun(setup);
  }

  private Outcome ofRun(TrainingSetup setup) {
    Curve epochs =
        setup
            .background()
            .heldOutLosses()
            .orElse(new Curve(CureTrial.AS_IT_IS, List.of(), List.of()));
    if (epochs.values().size() < LONG_RUN) {
      return healthy("all samples are shuffled together in each epoch", "每一轮都把全部样本一起打乱");
    }
    double[] values = detrended(epochs.values());
    int period = 0;
    double most = 0;
    for (int lag = 3; lag <= values.length / 4; lag++) {
      double correlation = correlation(values, lag);
      if (correlation > most && correlation > correlation(values, lag / 2)) {
        most = correlation;
        period = lag;
      }
    }
    double height = height(values, epochs.values());
    if (most < CORRELATION || height < HEIGHT) {
      return healthy(
          "over %s epochs the held-out loss does not repeat itself (correlation %s)",
          "在 %s 轮中保留样本损失没有重复的规律（相关系数 %s）", epochs.values().size(), most);
    }
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "The held-out loss repeats itself every %s epochs with a correlation of %s, by %s of its level.",
            "保留样本损失每 %s 轮重复一次，相关系数为 %s，起伏为其水平的 %s。", period, most, Sentence.percent(height)),
        List.of(Evidence.of("correlation", "相关系数", most), Evidence.of("height", "起伏", height)),
        Candidate.best(List.of(Candidate.rate(setup, 0.3), Candidate.rate(setup, 0.1))));
  }

  private Outcome ofStream(TrainingSetup setup, SampleStream stream) {
    if (setup.heldOut().isEmpty()) {
      return refused("there are no held-out samples", "没有保留样本");
    }
    long count;
    try (Stream<?> open = stream.open(0)) {
      count = open.limit(MOST_SAMPLES).count();
    }
    int epoch = (int) ((count + setup.options().batch() - 1) / setup.options().batch());
    int steps = EPOCHS * epoch;
    if (steps > MOST_STEPS || epoch < LOOKS_EACH) {
      return refused(
          "an epoch of the stream has %s steps; %s to %s can be watched",
          "数据流的一轮有 %s 步；只能观察 %s 到 %s 步", epoch, LOOKS_EACH, MOST_STEPS / EPOCHS);
    }
    DataSet held = setup.heldOut().get();
    int looks = EPOCHS * LOOKS_EACH;
    Curve before = setup.follow(Change.NONE, steps, looks, () -> setup.meanLoss(held));
    Waves waves = Waves.of(before, epoch);
    if (waves.height() < LEAST || waves.share() < SHARE) {
      return healthy(
          "over %s epochs the waves that repeat themselves are %s of the held-out loss and make %s of its variation",
          "在 %s 轮中，重复的起伏为保留样本损失的 %s，占其波动的 %s",
          EPOCHS,
          Sentence.percent(waves.height()),
          Sentence.percent(waves.share()));
    }
    Curve after =
        setup.follow(
            Change.NONE.withOptions(options -> options.withShuffleBuffer((int) count)),
            steps,
            looks,
            () -> setup.meanLoss(held));
    Waves calm = Waves.of(after, epoch);
    return new Finding(
        name(),
        Severity.ERROR,
        Sentence.of(
            "The held-out loss goes up and down by %s of its level in each epoch of %s steps: the samples come in an order, and the shuffle buffer of %s samples is too small to mix them.",
            "在每轮 %2$s 步中，保留样本损失的起伏为其水平的 %1$s：样本按某种顺序到来，而 %3$s 个样本的打乱缓冲区太小，无法混合。",
            Sentence.percent(waves.height()),
            epoch,
            setup.options().shuffleBuffer()),
        List.of(
            Evidence.of("height of the waves", "起伏的高度", waves.height()),
            Evidence.of("share of the variation that repeats itself", "波动中重复的部分", waves.share()),
            Evidence.of("steps of an epoch", "一轮的步数", epoch),
            Evidence.of(
                "samples in the shuffle buffer", "打乱缓冲区的样本数", setup.options().shuffleBuffer())),
        Cure.tried(
            Sentence.of(
                "shuffle all %s samples together: TrainOptions.withShuffleBuffer(%s), or sort the file at random",
                "把全部 %s 个样本一起打乱：TrainOptions.withShuffleBuffer(%s)，或把文件随机排序",
                count,
                Long.toString(count)),
            new CureTrial(
                new Sentence("height of the waves of the held-out loss", "保留样本损失的起伏"),
                before.named(CureTrial.AS_IT_IS),
                after.named(CureTrial.WITH_CURE),
                waves.repeating(),
                calm.repeating(),
                calm.repeating() < waves.repeating() / 2)));
  }

  /// What repeats itself from epoch to epoch. The first epoch is left out, a moving mean is
  /// subtracted, and the rest is averaged at each position within the epoch.
  ///
  /// @param height of the mean wave, as a share of the level
  /// @param share of the variance that the mean wave has; 1 / epochs for noise
  private record Waves(double height, double share) {

    /// The height of the waves as far as they repeat themselves.
    double repeating() {
      return height * share;
    }

    static Waves of(Curve curve, int epoch) {
      double[] rest = detrended(curve.values());
      double[] sums = new double[LOOKS_EACH];
      int[] counts = new int[LOOKS_EACH];
      double level = 0;
      double all = 0;
      int count = 0;
      for (int at = 0; at < rest.length; at++) {
        long step = curve.steps().get(at);
        if (step >= epoch && Double.isFinite(rest[at])) {
          int part = (int) (step % epoch * LOOKS_EACH / epoch);
          sums[part] += rest[at];
          counts[part]++;
          level += curve.values().get(at);
          all += rest[at] * rest[at];
          count++;
        }
      }
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      double wave = 0;
      for (int part = 0; part < LOOKS_EACH; part++) {
        if (counts[part] > 0) {
          double mean = sums[part] / counts[part];
          low = Math.min(low, mean);
          high = Math.max(high, mean);
          wave += counts[part] * mean * mean;
        }
      }
      return count == 0 || all == 0
          ? new Waves(0, 0)
          : new Waves((high - low) / Math.abs(level / count), wave / all);
    }
  }

  private static double[] detrended(List<Double> values) {
    int window = Math.max(2, values.size() / EPOCHS);
    double[] rest = new double[values.size()];
    for (int i = 0; i < rest.length; i++) {
      int from = Math.max(0, i - window / 2);
      int to = Math.min(rest.length, from + window);
      rest[i] =
          values.get(i)
              - values.subList(from, to).stream()
                  .mapToDouble(Double::doubleValue)
                  .average()
                  .orElse(0);
    }
    return rest;
  }

  private static double correlation(double[] values, int lag) {
    double both = 0;
    double all = 0;
    for (int i = 0; i + lag < values.length; i++) {
      both += values[i] * values[i + lag];
      all += (values[i] * values[i] + values[i + lag] * values[i + lag]) / 2;
    }
    return all == 0 ? 0 : both / all;
  }

  private static double height(double[] waves, List<Double> level) {
    double high = Arrays.stream(waves).max().orElse(0);
    double low = Arrays.stream(waves).min().orElse(0);
    double mean = level.stream().mapToDouble(Double::doubleValue).average().orElse(1);
    return (high - low) / Math.abs(mean);
  }
}
