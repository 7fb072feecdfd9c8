package dev.adjoint.explain.diagnose.check;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
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
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Held-out samples whose inputs also occur in the training part: for them the network is asked
/// what it was told.
public record DuplicatesCheck() implements TrainingCheck {

  private static final double SHARE = 0.05;
  private static final int MOST_ROWS = 100_000;
  private static final int MOST_READ = 4096;
  private static final long MOST_NUMBERS = 40_000_000;
  private static final int MOST_HELD = 1024;
  private static final int CHUNK = 256;

  @Override
  public String name() {
    return "duplicates";
  }

  @Override
  public Sentence question() {
    return new Sentence("Are held-out samples also in the training part?", "保留样本是否也出现在训练部分？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    if (!(setup.training() instanceof Samples training)
        || !(setup.background().heldOut().orElse(null) instanceof Samples held)) {
      return refused(
          "there are no two parts whose samples are read by their numbers", "没有两个可按编号读取样本的部分");
    }
    Set<Print> known = new HashSet<>();
    int rows = rows(training, MOST_ROWS);
    int repeated = 0;
    for (Print print : prints(training, rows)) {
      repeated += known.add(print) ? 0 : 1;
    }
    List<Print> asked = prints(held, rows(held, MOST_HELD));
    int[] twins =
        IntStream.range(0, asked.size()).filter(i -> known.contains(asked.get(i))).toArray();
    double share = (double) twins.length / Math.max(1, asked.size());
    double within = (double) repeated / Math.max(1, rows);
    if (share <= SHARE || twins.length < 2) {
      return healthy(
          "%s of %s held-out samples have a twin among %s training samples",
          "%2$s 个保留样本中有 %1$s 个在 %3$s 个训练样本中有相同的样本", twins.length, asked.size(), rows);
    }
    boolean natural = within > share / 2;
    return new Finding(
        name(),
        natural ? Severity.NOTE : Severity.ERROR,
        natural
            ? Sentence.of(
                "%s of the held-out samples have the same inputs as a training sample, and %s of the training samples repeat each other: the inputs have few different values, so the held-out figures say little about new ones.",
                "%s 的保留样本与某个训练样本的输入相同，训练样本中也有 %s 互相重复：输入的取值很少，保留样本的指标难以说明对新样本的效果。",
                Sentence.percent(share),
                Sentence.percent(within))
            : Sentence.of(
                "%s of %s held-out samples are in the training part too: the network has seen their answers, and the held-out figures are too good.",
                "%2$s 个保留样本中有 %1$s 也在训练部分中：这等于拿教过的内容来考，保留样本的指标偏好。",
                Sentence.percent(share),
                asked.size()),
        List.of(
            Evidence.of("held-out samples with a twin", "有相同训练样本的保留样本数", twins.length),
            Evidence.of("share of them", "其比例", share),
            Evidence.of("share of repeated training samples", "重复训练样本的比例", within)),
        cure(setup, held, asked.size(), twins));
  }

  private static Cure cure(TrainingSetup setup, Samples held, int asked, int[] twins) {
    Sentence advice =
        new Sentence(
            "take the twins out of the held-out part, or split by groups that belong together; the curves show the held-out loss with and without them",
            "从保留部分去掉相同的样本，或按同属一组的样本来划分；曲线显示包含与去掉它们时的保留样本损失");
    int[] others =
        IntStream.range(0, asked).filter(i -> Arrays.binarySearch(twins, i) < 0).toArray();
    if (others.length < 2) {
      return Cure.untried(advice);
    }
    DataSet with =
        new DataSet(held.read(IntStream.range(0, asked).toArray()), List.of(), List.of());
    DataSet without = new DataSet(held.read(others), List.of(), List.of());
    Curve before = setup.follow(Change.NONE, setup.steps(), () -> setup.meanLoss(with));
    Curve after = setup.follow(Change.NONE, setup.steps(), () -> setup.meanLoss(without));
    return Cure.tried(advice, CureTrial.ofHonesty(CureTrial.HELD_OUT_LOSS, before, after));
  }

  private static int rows(Samples samples, int most) {
    if (samples.count() == 0) {
      return 0;
    }
    Map<String, Tensor> one = samples.read(new int[] {0});
    long numbers = Math.max(1, inputs(one).stream().mapToLong(x -> x.shape().count()).sum());
    long fit = Math.min(MOST_NUMBERS / numbers, samples instanceof DataSet ? most : MOST_READ);
    return (int) Math.min(samples.count(), fit);
  }

  private static List<Tensor> inputs(Map<String, Tensor> fields) {
    return fields.entrySet().stream()
        .filter(
            each -> !each.getKey().equals(Source.TARGET) && !each.getKey().equals(Source.WEIGHTS))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<Print> prints(Samples samples, int rows) {
    List<Print> prints = new ArrayList<>();
    for (int from = 0; from < rows; from += CHUNK) {
      int[] chunk = IntStream.range(from, Math.min(rows, from + CHUNK)).toArray();
      List<double[]> inputs = new ArrayList<>();
      for (Tensor field : inputs(samples.read(chunk))) {
        inputs.add(field.to(ElementType.F64).toDoubleArray());
      }
      for (int i = 0; i < chunk.length; i++) {
        prints.add(Print.of(inputs, i, chunk.length));
      }
    }
    return prints;
  }

  /// 128 bits that are the same for the same inputs.
  private record Print(long first, long second) {

    static Print of(List<double[]> inputs, int row, int rows) {
      long first = 0xcbf29ce484222325L;
      long second = 0x9e3779b97f4a7c15L;
      for (double[] input : inputs) {
        int each = input.length / rows;
        for (int i = row * each; i < (row + 1) * each; i++) {
          long bits = Double.doubleToLongBits(input[i] + 0.0);
          first = (first ^ bits) * 0x100000001b3L;
          first ^= first >>> 29;
          second = Long.rotateLeft(second + bits * 0xff51afd7ed558ccdL, 31) * 0xc4ceb9fe1a85ec53L;
        }
      }
      return new Print(first, second);
    }
  }
}
