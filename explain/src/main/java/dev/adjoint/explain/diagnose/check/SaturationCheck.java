package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values of a tanh or a sigmoid that are at its ends, where the derivative is nearly 0.
public record SaturationCheck() implements TrainingCheck {

  private static final List<String> BOUNDED = List.of("tanh", "sigmoid", "hardtanh", "hardsigmoid");

  /// A tanh beyond ±0.97 has a derivative below 0.06.
  private static final double END = 0.97;

  private static final double SHARE = 0.5;

  @Override
  public String name() {
    return "saturation";
  }

  @Override
  public Sentence question() {
    return new Sentence("Are activations at the ends of their range?", "激活值是否停在取值范围的两端？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    Map<String, Double> start = shares(setup.forward(Pass.INFERENCE));
    if (start.isEmpty()) {
      return refused("no hidden layer has a tanh or a sigmoid", "没有使用 tanh 或 sigmoid 的隐藏层");
    }
    Map<String, Double> end =
        setup.observed().diverged().isPresent()
            ? start
            : shares(setup.forward(Pass.INFERENCE, setup.observed().weights()));
    Map.Entry<String, Double> worst =
        start.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    if (worst.getValue() < SHARE) {
      return healthy(
          "at the start at most %s of the values of a layer are saturated, %s after %s steps",
          "开始时每层最多有 %s 的值饱和，%3$s 步之后为 %2$s",
          Sentence.percent(worst.getValue()),
          Sentence.percent(end.values().stream().mapToDouble(Double::doubleValue).max().orElse(0)),
          setup.steps());
    }
    List<Evidence> evidence = new ArrayList<>();
    start.forEach((layer, share) ->
        evidence.add(
            new Evidence(
                Sentence.of("share of saturated values of %s", "%s 的饱和值比例", layer), share)));
    Change scaled = UnscaledInputsCheck.standardised(setup);
    Cure cure =
        Candidate.best(
            List.of(
                Candidate.newWeights(setup),
                Candidate.of(setup, UnscaledInputsCheck.STANDARDISE, scaled),
                Candidate.of(
                    setup,
                    Sentence.of(
                        "%s; and %s",
                        "%s；并且%s", UnscaledInputsCheck.STANDARDISE, Candidate.NEW_WEIGHTS),
                    scaled.withWeights(FreshWeights.weights(setup)))));
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "%s of the values of %s are at the ends of their range already at the start, where the derivative is nearly 0: hardly any gradient passes.",
            "%2$s 的值在一开始就有 %1$s 停在取值范围的两端，那里的导数几乎为 0：梯度几乎无法通过。",
            Sentence.percent(worst.getValue()),
            worst.getKey()),
        evidence,
        cure);
  }

  @SuppressWarnings("ReferenceEquality") // the outputs are one object
  private static Map<String, Double> shares(Forward forward) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Trace.Step operation : forward.labelled(BOUNDED)) {
      if (operation.result() != forward.result().outputs()) {
        boolean isSigmoid = operation.operation().label().contains("sigmoid");
        double[] values = operation.result().detach().toDoubleArray();
        double ends =
            Arrays.stream(values)
                .map(value -> Math.abs(isSigmoid ? 2 * value - 1 : value))
                .filter(value -> value > END)
                .count();
        shares.merge(Forward.name(operation), ends / Math.max(1, values.length), Math::max);
      }
    }
    return shares;
  }
}
