package dev.adjoint.nn.optim;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Sophia (Liu, Li, Hall, Liang and Ma 2023, algorithm 3): a momentum divided by an estimate of the
/// diagonal of the Hessian and clipped number by number, so that flat directions get long steps and
/// no step is longer than γ.
///
/// ```
/// m ← β₁·m + (1 − β₁)·g
/// h ← β₂·h + (1 − β₂)·ĥ              every few steps
/// θ ← (1 − γ·λ)·θ
/// θ ← θ − γ·clip(m / max(ρ·h, ε), 1)
/// ```
///
/// ĥ comes from one of two estimators, called about every tenth step:
///
/// ```java
/// if (sophia.steps() % 10 == 0) {
///   sophia.estimate(loss(batch), random);   // Hutchinson: u·(H u) with a normal u
/// }
/// sophia.zeroGrad();
/// loss(batch).backward();
/// sophia.step();
/// ```
///
/// or [#estimateFromGradients]: after a backward pass of the mean loss with targets that are drawn
/// from the model's own answers, `ĥ = B·g²` for B samples (Gauss, Newton and Bartlett).
public final class Sophia {

  private static final String OWNER = "sophia";

  /// The numbers of the algorithm.
  ///
  /// @param rate γ
  /// @param beta1 β₁, `0 ≤ β₁ < 1`
  /// @param beta2 β₂, `0 ≤ β₂ < 1`
  /// @param rho ρ, above 0
  /// @param epsilon ε, above 0
  /// @param weightDecay λ, decoupled, at least 0
  public record Options(
      Schedule rate, double beta1, double beta2, double rho, double epsilon, double weightDecay) {

    /// Checks the ranges.
    public Options {
      Hyperparameters.requireRate(OWNER, rate);
      Hyperparameters.requireBetas(OWNER, beta1, beta2, epsilon);
      Require.positive(OWNER, "rho", rho, "0.04 is usual");
      Require.positive(OWNER, "epsilon", epsilon, "1e-12 is usual");
      Hyperparameters.requireDecay(OWNER, weightDecay);
    }

    /// The paper's: β₁ = 0.96, β₂ = 0.99, ρ = 0.04, ε = 1e-12, λ = 0.1.
    public static Options usual(double rate) {
      return new Options(Schedule.constant(rate), 0.96, 0.99, 0.04, 1e-12, 0.1);
    }
  }

  private final Map<String, Parameter> parameters;
  private final Options options;
  private final Map<String, Tensor> m = new LinkedHashMap<>();
  private final Map<String, Tensor> h = new LinkedHashMap<>();
  private long steps;

  private Sophia(Map<String, Parameter> parameters, Options options) {
    this.parameters = parameters;
    this.options = options;
  }

  /// For all parameters of a model.
  ///
  /// @throws IllegalArgumentException if it has none
  public static Sophia of(Object model, Options options) {
    Require.given(OWNER, "the model", model);
    Require.given(OWNER, "the options", options, "give Options.usual(0.0003)");
    Map<String, Parameter> found = Parameters.of(model).setNames().byName();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "sophia: the model has no parameters that can be found; make it a record of its layers, or implement Layer with parts() that names them");
    }
    return new Sophia(found, options);
  }

  /// The number of steps so far.
  public long steps() {
    return steps;
  }

  /// Forgets the gradients of all parameters.
  public void zeroGrad() {
    parameters.values().forEach(Parameter::zeroGrad);
  }

  /// Takes Hutchinson's estimate `u·(H u)` into h, at the cost of two backward passes.
  ///
  /// @param loss one number, with its graph; gradients of parameters are not touched
  /// @param random the source of u, standard normal
  public void estimate(Tensor loss, RandomGenerator random) {
    Require.tensor(OWNER, "the loss", loss);
    Require.random(OWNER, random);
    List<String> names = new ArrayList<>();
    List<Tensor> values = new ArrayList<>();
    parameters.forEach((name, parameter) -> {
      if (parameter.isTrainable()) {
        names.add(name);
        values.add(parameter.value());
      }
    });
    Tensor[] x = values.toArray(Tensor[]::new);
    Tensor[] g = Gradients.of(loss, BackwardMode.CREATE_GRAPH, x);
    Tensor[] u = new Tensor[x.length];
    Tensor product = Tensor.scalar(loss.elementType(), 0);
    for (int i = 0; i < x.length; i++) {
      u[i] = Tensor.normal(x[i].elementType(), x[i].shape(), 0, 1, random);
      product = product.add(g[i].multiply(u[i]).sum());
    }
    if (!product.isTracked()) {
      return;
    }
    Tensor[] hessian = Gradients.of(product, x);
    for (int i = 0; i < x.length; i++) {
      remember(names.get(i), hessian[i].multiply(u[i]));
    }
  }

  /// Takes `B·g²` of the present gradients into h.
  ///
  /// @param samples B, the number of samples over which the loss was the mean, at least 1
  public void estimateFromGradients(int samples) {
    Require.size(OWNER, "the number of samples", samples, "give the size of the batch");
    parameters.forEach((name, parameter) -> {
      if (parameter.isTrainable() && parameter.hasGradient()) {
        remember(name, parameter.gradient().detach().square().multiply(samples));
      }
    });
  }

  private void remember(String name, Tensor estimate) {
    h.put(name, Hyperparameters.mean(h.get(name), options.beta2(), estimate.detach()));
  }

  /// Changes every trainable parameter that has a gradient.
  public void step() {
    steps++;
    double gamma = options.rate().at(steps);
    parameters.forEach((name, parameter) -> {
      if (parameter.isTrainable() && parameter.hasGradient()) {
        Tensor g = parameter.gradient().detach();
        Tensor mean = Hyperparameters.mean(m.get(name), options.beta1(), g);
        m.put(name, mean);
        Tensor curvature = h.getOrDefault(name, Tensor.zerosLike(g));
        Tensor scale =
            curvature.multiply(options.rho()).clamp(options.epsilon(), Double.POSITIVE_INFINITY);
        Tensor direction = mean.divide(scale).clamp(-1, 1);
        Tensor kept = parameter.value().detach().multiply(1 - gamma * options.weightDecay());
        parameter.replace(kept.subtract(direction.multiply(gamma)));
      }
    });
  }

  /// m and h by path, and the number of steps, for [#loadStateDict].
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("step", Tensor.scalar(steps));
    m.forEach((name, value) -> state.put(name + "/exp_avg", value.copy()));
    h.forEach((name, value) -> state.put(name + "/hessian", value.copy()));
    return state;
  }

  /// Goes back to a saved state; changes nothing if it does not fit.
  ///
  /// @param state from [#stateDict]
  /// @throws IllegalArgumentException naming the first entry that does not fit
  public void loadStateDict(Map<String, Tensor> state) {
    Require.given("load", "the state of sophia", state);
    Tensor count = state.get("step");
    if (count == null || count.shape().rank() > 0 || count.item() < 0) {
      throw new IllegalArgumentException(
          "load: the state of sophia lacks step, a whole number of at least 0; give the stateDict() of the optimizer that was saved");
    }
    state.forEach((path, value) -> {
      String name = path.substring(0, Math.max(0, path.lastIndexOf('/')));
      Parameter parameter = parameters.get(name);
      boolean known = path.endsWith("/exp_avg") || path.endsWith("/hessian");
      boolean fits = known && parameter != null && parameter.shape().equals(value.shape());
      if (!path.equals("step") && !fits) {
        throw new IllegalArgumentException(
            "load: the state %s %s of sophia does not belong to this model; resume with the model it was saved with"
                .formatted(path, value.shape()));
      }
    });
    m.clear();
    h.clear();
    state.forEach((path, value) -> {
      String name = path.substring(0, Math.max(0, path.lastIndexOf('/')));
      if (path.endsWith("/exp_avg")) {
        m.put(name, value.copy());
      } else if (path.endsWith("/hessian")) {
        h.put(name, value.copy());
      }
    });
    steps = (long) count.item();
  }

  @Override
  public String toString() {
    return "Sophia(%s, step %d)".formatted(options, steps);
  }
}
