package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Units behind a ReLU that are 0 for every sample of a batch: they pass on no gradient.
public record DeadUnitsCheck() implements TrainingCheck {

  private static final List<String> CUT_OFF = List.of("relu", "relu6");

  /// From this share of dead units of a layer on they are found.
  private static final double SHARE = 0.5;

  private static final int FEWEST_UNITS = 4;

  @Override
  public String name() {
    return "dead-units";
  }

  @Override
  public Sentence question() {
    return new Sentence("Are there units that are 0 for every sample?", "是否有对所有样本都输出 0 的单元？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Map<String, Double> start = shares(setup, Map.of());
    if (start.isEmpty()) {
      return refused(
          "no layer of at least %s units has a ReLU", "没有单元数不少于 %s 的 ReLU 层", FEWEST_UNITS);
    }
    Map<String, Double> end =
        setup.observed().diverged().isPresent() ? start : shares(setup, setup.observed().weights());
    Map<String, Double> trained =
        setup.background().trained().isEmpty() ? end : shares(setup, setup.background().trained());
    String worst = "";
    double most = -1;
    List<Evidence> evidence = new ArrayList<>();
    for (String layer : start.keySet()) {
      double later = Math.max(end.getOrDefault(layer, 0.0), trained.getOrDefault(layer, 0.0));
      double share = Math.max(start.getOrDefault(layer, 0.0), later);
      if (share > most) {
        most = share;
        worst = layer;
      }
      evidence.add(
          share(
              "share of dead units of %s at the start",
              "开始时 %s 的失活单元比例", layer, start.getOrDefault(layer, 0.0)));
      evidence.add(share("share of dead units of %s later", "之后 %s 的失活单元比例", layer, later));
    }
    if (most < SHARE) {
      return healthy(
          "at most %s of the units of a layer are dead", "每层最多有 %s 的单元失活", Sentence.percent(most));
    }
    Cure cure =
        Candidate.best(
            List.of(
                Candidate.newWeights(setup),
                Candidate.of(
                    setup,
                    Sentence.of(
                        "%s, and a tenth of the step size",
                        "%s，并把学习率降为十分之一", Candidate.NEW_WEIGHTS),
                    FreshWeights.change(setup).withRateTimes(0.1)),
                Candidate.rate(setup, 0.1)));
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "%s of the units of %s are dead: they are 0 for all of %s samples, so they pass on no gradient and do not learn any more.",
            "%2$s 中 %1$s 的单元失活：它们对全部 %3$s 个样本都输出 0，不再传递梯度，也不再学习。",
            Sentence.percent(most),
            worst,
            setup.large().count()),
        evidence,
        cure);
  }

  private static Evidence share(String english, String chinese, String layer, double share) {
    return new Evidence(Sentence.of(english, chinese, layer), share);
  }

  /// The share of dead units of each layer.
  private static Map<String, Double> shares(TrainingSetup setup, Map<String, Tensor> weights) {
    Forward forward = setup.forward(Pass.INFERENCE, weights, setup.large());
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Trace.Step operation : forward.labelled(CUT_OFF)) {
      Tensor y = operation.result();
      int axis = unitAxis(forward, operation);
      if (y.shape().rank() > 1 && y.shape().size(axis) >= FEWEST_UNITS) {
        shares.merge(Forward.name(operation), dead(y, axis), Math::max);
      }
    }
    return shares;
  }

  /// The axis of the units: the last one behind a linear layer, else that of the channels.
  static int unitAxis(Forward forward, Trace.Step operation) {
    int rank = operation.result().shape().rank();
    boolean isLinear =
        forward
            .maker(operation.inputs().getFirst())
            .map(maker -> maker.operation().label())
            .filter(
                label -> label.equals("linear") || label.equals("matmul") || label.equals("add"))
            .isPresent();
    return rank < 3 || isLinear ? Math.max(0, rank - 1) : 1;
  }

  private static double dead(Tensor y, int axis) {
    int units = y.shape().size(axis);
    double[] values = y.detach().moveaxis(axis, -1).toDoubleArray();
    boolean[] alive = new boolean[units];
    for (int i = 0; i < values.length; i++) {
      alive[i % units] |= values[i] > 0;
    }
    int dead = 0;
    for (boolean each : alive) {
      dead += each ? 0 : 1;
    }
    return (double) dead / units;
  }
}
