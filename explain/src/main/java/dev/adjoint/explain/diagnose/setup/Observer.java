package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes down what happens in the steps of a branch: the norms of the gradients, how far the
/// parameters move, and the loss of the held-out samples.
final class Observer {

  private final TrainingSetup setup;
  private final int spacing;
  private final boolean observes;
  private final List<Map<String, Double>> norms = new ArrayList<>();
  private final List<Map<String, Double>> ratios = new ArrayList<>();
  private final List<Long> steps = new ArrayList<>();
  private final List<Double> heldOut = new ArrayList<>();
  private Map<String, Tensor> before = Map.of();

  Observer(TrainingSetup setup, int spacing, boolean observes) {
    this.setup = setup;
    this.spacing = Math.max(1, spacing);
    this.observes = observes;
  }

  /// Looks at the model after a step.
  void look(long step, double loss) {
    if (!observes) {
      return;
    }
    Map<String, Double> gradients = new LinkedHashMap<>();
    setup
        .parameters()
        .byName()
        .forEach((name, parameter) -> gradients.put(name, gradientNorm(parameter)));
    norms.add(gradients);
    if (!before.isEmpty()) {
      ratios.add(ratios());
      before = Map.of();
    }
    if (step % spacing == 0) {
      before = setup.parameters().stateDict();
      if (Double.isFinite(loss) && setup.heldOut().isPresent()) {
        steps.add(step);
        heldOut.add(setup.meanLoss(setup.heldOut().get()));
      }
    }
  }

  private Map<String, Double> ratios() {
    Map<String, Double> moved = new LinkedHashMap<>();
    setup
        .parameters()
        .byName()
        .forEach((name, parameter) -> {
          Tensor old = before.get(name);
          if (old != null) {
            double size = norm(old);
            double step = norm(parameter.value().detach().subtract(old));
            moved.put(name, size == 0 ? Double.NaN : step / size);
          }
        });
    return moved;
  }

  private static double gradientNorm(Parameter parameter) {
    return parameter.hasGradient() ? norm(parameter.gradient()) : 0;
  }

  /// The Euclidean norm.
  static double norm(Tensor x) {
    return Tensor.noGrad(() -> Math.sqrt(x.detach().square().sum().item()));
  }

  Course course(List<Double> losses) {
    return new Course(
        losses,
        norms,
        ratios,
        new Curve(CureTrial.AS_IT_IS, steps, heldOut),
        setup.parameters().stateDict());
  }
}
