package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Schedule-free AdamW (Defazio, Yang, Mehta, Mishchenko, Khaled and Cutkosky 2024): instead of a
/// rate that falls, the answer is an average x of the iterates z, weighted by the square of the
/// largest rate so far. The parameters hold y, between the two, where gradients are taken.
///
/// ```
/// v ← β₂·v + (1 − β₂)·g²
/// z ← z − γ·( g / (√(v / (1 − β₂ᵗ)) + ε) + λ·y )
/// w = (max γ)²,   c = w / Σ w
/// x ← (1 − c)·x + c·z
/// y = (1 − β₁)·z + β₁·x
/// ```
///
/// Evaluate and save with x, which [#averages] gives and [#withAverages] puts in place for a while,
/// as the trainer does; only a warm-up is left for the schedule. A network with batch normalisation
/// needs its running statistics for x, see [BatchNormUpdate].
///
/// @param rate γ
/// @param beta1 β₁, `0 ≤ β₁ < 1`
/// @param beta2 β₂, `0 ≤ β₂ < 1`
/// @param epsilon ε, at least 0
/// @param weightDecay λ, decoupled, at least 0
public record ScheduleFreeAdamW(
    Schedule rate, double beta1, double beta2, double epsilon, double weightDecay)
    implements TensorRule {

  private static final String AVERAGE = "x";

  /// Checks the ranges.
  public ScheduleFreeAdamW {
    Hyperparameters.requireRate("schedule-free adamw", rate);
    Hyperparameters.requireBetas("schedule-free adamw", beta1, beta2, epsilon);
    Hyperparameters.requireDecay("schedule-free adamw", weightDecay);
  }

  /// With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay; 0.0025 is a usual rate.
  public ScheduleFreeAdamW(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the usual hyperparameters and a schedule, such as one with a warm-up.
  public ScheduleFreeAdamW(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public ScheduleFreeAdamW withWeightDecay(double lambda) {
    return new ScheduleFreeAdamW(rate, beta1, beta2, epsilon, lambda);
  }

  @Override
  public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
    double t = Hyperparameters.steps(state) + 1;
    double gamma = rate.at(step);
    Tensor z = state.getOrDefault("z", value);
    Tensor x = state.getOrDefault(AVERAGE, value);
    Tensor v = Hyperparameters.mean(state.get("exp_avg_sq"), beta2, g.square());
    Tensor scale = v.divide(1 - StrictMath.pow(beta2, t)).sqrt().add(epsilon);
    Tensor direction = g.divide(scale).add(value.multiply(weightDecay));
    Tensor nextZ = z.subtract(direction.multiply(gamma));
    double largest = Math.max(number(state, "lr_max"), gamma);
    double weight = largest * largest;
    double sum = number(state, "weight_sum") + weight;
    double share = sum == 0 ? 0 : weight / sum;
    Tensor nextX = x.multiply(1 - share).add(nextZ.multiply(share));
    Tensor y = nextZ.multiply(1 - beta1).add(nextX.multiply(beta1));
    Map<String, Tensor> next = new LinkedHashMap<>();
    next.put("z", nextZ.copy());
    next.put(AVERAGE, nextX.copy());
    next.put("exp_avg_sq", v);
    next.put("lr_max", scalar(largest));
    next.put("weight_sum", scalar(sum));
    next.put("step", Tensor.scalar(t));
    return new Update(y, next);
  }

  private static double number(Map<String, Tensor> state, String name) {
    Tensor value = state.get(name);
    return value == null ? 0 : value.item();
  }

  private static Tensor scalar(double value) {
    return Tensor.scalar(ElementType.F64, value);
  }

  /// x of every parameter that follows this rule, by path: the weights to evaluate and to save, for
  /// [Parameters#loadMatching][dev.adjoint.nn.Parameters#loadMatching] of a copy of the model.
  ///
  /// @throws IllegalStateException if no parameter has taken a step with this rule
  public static Map<String, Tensor> averages(Optimizer optimizer) {
    Require.given("schedule-free", "the optimizer", optimizer);
    Map<String, Tensor> averages = new LinkedHashMap<>();
    optimizer
        .stateDict()
        .forEach((path, value) -> {
          if (path.endsWith("/" + AVERAGE)) {
            averages.put(path.substring(0, path.length() - AVERAGE.length() - 1), value);
          }
        });
    if (averages.isEmpty()) {
      throw new IllegalStateException(
          "schedule-free adamw: the optimizer has no averages; take a step with this rule first");
    }
    return averages;
  }

  /// Runs `work` while the parameters that follow this rule hold x, then gives them y back: for an
  /// evaluation during training. Without such a parameter, or before its first step, `work` is just
  /// run.
  public static <T> T withAverages(Optimizer optimizer, Supplier<T> work) {
    Require.given("schedule-free", "the work", work, "give a function without arguments");
    Map<Parameter, Tensor> replaced = takeAverages(optimizer);
    try {
      return work.get();
    } finally {
      replaced.forEach(Parameter::replace);
    }
  }

  /// Gives x to the parameters that follow this rule, for the end of a training.
  ///
  /// @return y, which the parameters held, for a training that goes on; empty if no parameter has
  ///   taken a step with this rule
  public static Map<Parameter, Tensor> takeAverages(Optimizer optimizer) {
    Require.given("schedule-free", "the optimizer", optimizer);
    Map<Parameter, Tensor> replaced = new LinkedHashMap<>();
    if (optimizer.updateRules().stream().noneMatch(ScheduleFreeAdamW.class::isInstance)) {
      return replaced;
    }
    Map<String, Tensor> state = optimizer.stateDict();
    List<Parameter> parameters = optimizer.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Tensor average = state.get(optimizer.names().get(i) + "/" + AVERAGE);
      if (average != null && optimizer.rule(parameter) instanceof ScheduleFreeAdamW) {
        replaced.put(parameter, parameter.value().detach().copy());
        parameter.replace(average);
      }
    }
    return replaced;
  }

  @Override
  public boolean remembers(String name, Shape state, Shape parameter) {
    return switch (name) {
      case "z", AVERAGE, "exp_avg_sq" -> state.equals(parameter);
      case "lr_max", "weight_sum", "step" -> state.rank() == 0;
      default -> false;
    };
  }
}
