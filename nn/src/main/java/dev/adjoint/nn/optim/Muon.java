package dev.adjoint.nn.optim;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// Muon (Jordan et al. 2024), PyTorch's form: the momentum of a matrix, made nearly orthogonal by
/// five steps of Newton and Schulz, so that all directions are learnt at about the same speed.
///
/// ```
/// m ← μ·m + (1 − μ)·g
/// d = (1 − μ)·g + μ·m              (Nesterov; else m)
/// X = d / ‖d‖;  five times  X ← a·X + (b·XXᵀ + c·(XXᵀ)²)·X
///                           with a = 3.4445, b = −4.775, c = 2.0315
/// θ ← (1 − γ·λ)·θ − γ·√max(1, n/m)·X        for θ of shape [n, m]
/// ```
///
/// For matrices, such as the weights of linear layers; biases, gains, embeddings and the last layer
/// keep a rule such as [AdamW]:
///
/// ```java
/// Optimizer.of(model, new AdamW(0.001)).with(p -> p.shape().rank() == 2, new Muon(0.02));
/// ```
///
/// [OrAdamW] is the same as one rule. PyTorch computes X in bfloat16; here it has the element type
/// of the parameter.
///
/// @param rate γ
/// @param momentum μ, `0 ≤ μ < 1`
/// @param nesterov whether the step looks one momentum ahead
/// @param weightDecay λ, decoupled, at least 0
public record Muon(Schedule rate, double momentum, boolean nesterov, double weightDecay)
    implements TensorRule {

  private static final int ITERATIONS = 5;
  private static final double A = 3.4445;
  private static final double B = -4.775;
  private static final double C = 2.0315;

  /// The least norm that a direction is divided by.
  private static final double LEAST_NORM = 1e-7;

  /// Checks the ranges.
  public Muon {
    Hyperparameters.requireRate("muon", rate);
    Hyperparameters.requireBeta("muon", "the momentum", momentum, "0.95 is usual");
    Hyperparameters.requireDecay("muon", weightDecay);
  }

  /// Muon with Nesterov's momentum of 0.95 and weight decay 0.1.
  public Muon(double rate) {
    this(Schedule.constant(rate));
  }

  /// Muon with the usual hyperparameters and a schedule.
  public Muon(Schedule rate) {
    this(rate, 0.95, true, 0.1);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Muon withWeightDecay(double lambda) {
    return new Muon(rate, momentum, nesterov, lambda);
  }

  /// Whether it is a matrix.
  @Override
  public boolean fits(Shape parameter) {
    return parameter.rank() == 2;
  }

  @Override
  public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
    Shape shape = value.shape();
    if (shape.rank() != 2) {
      throw new ShapeException(
          "muon",
          "a parameter has shape %s but must be a matrix; give the others a rule such as AdamW by Optimizer.with"
              .formatted(shape));
    }
    Tensor m = Hyperparameters.mean(state.get("momentum_buffer"), momentum, g);
    Tensor d = nesterov ? m.multiply(momentum).add(g.multiply(1 - momentum)) : m;
    double gamma = rate.at(step);
    double scale = Math.sqrt(Math.max(1, shape.size(0) / (double) shape.size(1)));
    Tensor next =
        value.multiply(1 - gamma * weightDecay).subtract(orthogonal(d).multiply(gamma * scale));
    return new Update(next, Map.of("momentum_buffer", m));
  }

  /// A matrix whose singular values are near 1, with the singular vectors of d.
  private static Tensor orthogonal(Tensor d) {
    boolean tall = d.shape().size(0) > d.shape().size(1);
    Tensor x = tall ? d.transpose() : d;
    x = x.divide(Math.max(x.norm().item(), LEAST_NORM));
    for (int i = 0; i < ITERATIONS; i++) {
      Tensor gram = x.matmul(x.transpose());
      Tensor factor = gram.multiply(B).add(gram.matmul(gram).multiply(C));
      x = x.multiply(A).add(factor.matmul(x));
    }
    return tall ? x.transpose() : x;
  }

  @Override
  public boolean remembers(String name, Shape state, Shape parameter) {
    return name.equals("momentum_buffer") && state.equals(parameter);
  }
}
