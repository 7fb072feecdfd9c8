package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.finding.Cure;
import dev.adjoint.explain.diagnose.finding.Evidence;
import dev.adjoint.explain.diagnose.finding.Finding;
import dev.adjoint.explain.diagnose.finding.Outcome;
import dev.adjoint.explain.diagnose.finding.Sentence;
import dev.adjoint.explain.diagnose.finding.Severity;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Parameters that do not learn: frozen, forgotten by the optimizer, or without a gradient.
public record IdleParametersCheck() implements TrainingCheck {

  private static final int NAMED = 4;

  @Override
  public String name() {
    return "idle-parameters";
  }

  @Override
  public Sentence question() {
    return new Sentence("Do all parameters learn?", "所有参数都在学习吗？");
  }

  @Override
  public Outcome of(TrainingSetup setup) {
    List<String> frozen = new ArrayList<>();
    List<String> forgotten = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    List<Parameter> known = setup.optimizer().parameters();
    for (Map.Entry<String, Parameter> each : setup.parameters().byName().entrySet()) {
      Parameter parameter = each.getValue();
      boolean hasGradient =
          setup.observed().gradientNorms().stream()
              .anyMatch(norms -> norms.getOrDefault(each.getKey(), 0.0) != 0);
      if (!parameter.isTrainable()) {
        frozen.add(each.getKey());
      } else if (known.stream().noneMatch(parameter::equals)) {
        forgotten.add(each.getKey());
      } else if (!hasGradient) {
        unused.add(each.getKey());
      }
    }
    int all = setup.parameters().list().size();
    boolean onPurpose = setup.background().freezes();
    if (unused.isEmpty() && forgotten.isEmpty() && (frozen.isEmpty() || onPurpose)) {
      return healthy(
          "of %s parameters %s are frozen on purpose, all others learn",
          "%s 个参数中有 %s 个是有意冻结的，其余都在学习", all, frozen.size());
    }
    List<Evidence> evidence =
        List.of(
            Evidence.of("parameters", "参数个数", all),
            Evidence.of("frozen", "冻结的", frozen.size()),
            Evidence.of("not in the optimizer", "不在优化器中的", forgotten.size()),
            Evidence.of("without a gradient", "没有梯度的", unused.size()));
    if (unused.isEmpty() || !frozen.isEmpty() || !forgotten.isEmpty()) {
      List<String> idle = new ArrayList<>(frozen);
      idle.addAll(forgotten);
      return new Finding(
          name(),
          Severity.WARNING,
          Sentence.of(
              "%s of %s parameters stay as they are: %s are frozen, %s are not in the optimizer, %s get no gradient (%s).",
              "%2$s 个参数中有 %1$s 个不变：%3$s 个被冻结，%4$s 个不在优化器中，%5$s 个得不到梯度（%6$s）。",
              idle.size() + unused.size(),
              all,
              frozen.size(),
              forgotten.size(),
              unused.size(),
              names(idle, unused)),
          evidence,
          Cure.tried(
              new Sentence(
                  "train all parameters: trainable(true), and an optimizer of the whole model",
                  "训练所有参数：trainable(true)，并为整个模型建立优化器"),
              setup.trial(Change.NONE.withAllTrained())));
    }
    return new Finding(
        name(),
        Severity.WARNING,
        Sentence.of(
            "%s of %s parameters get no gradient in %s steps (%s): they are not used in the forward pass, a value before them was detached, or all their units are dead.",
            "%2$s 个参数中有 %1$s 个在 %3$s 步内没有梯度（%4$s）：它们没有用于前向计算，或者之前的值被 detach，或者其单元全部失活。",
            unused.size(),
            all,
            setup.observed().losses().size(),
            names(unused, List.of())),
        evidence,
        Candidate.best(List.of(Candidate.newWeights(setup)))
            .trial()
            .filter(trial -> trial.helped())
            .map(trial -> Cure.tried(Candidate.NEW_WEIGHTS, trial))
            .orElseGet(() ->
                Cure.untried(
                    new Sentence(
                        "use these parameters in forward, without detach() or noGrad before them, or leave them out of the model",
                        "在 forward 中使用这些参数（之前不要用 detach() 或 noGrad），或把它们从模型中去掉"))));
  }

  private static String names(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    String some = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? some + ", …" : some;
  }
}
