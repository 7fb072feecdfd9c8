package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Shampoo (Gupta, Koren and Singer 2018, algorithm 2): along each axis of a parameter the products
/// of its gradients are summed up, and the gradient is multiplied along that axis by an inverse
/// root of the sum, so that directions which are often steep get shorter steps.
///
/// ```
/// H_i ← H_i + G_i·G_iᵀ                 G_i: g with axis i as rows, all others as columns
/// θ ← (1 − γ·λ)·θ − γ · g ×₁ H₁^(−1/2k) … ×_k H_k^(−1/2k)       for θ with k axes
/// ```
///
/// H starts at ε·I. The roots are computed in F64 at each step, which takes time of the third power
/// of each size: give embeddings and other long axes a rule such as [AdamW] by [Optimizer#with] or
/// [OrAdamW].
///
/// @param rate γ
/// @param epsilon ε, above 0
/// @param weightDecay λ, decoupled, at least 0
public record Shampoo(Schedule rate, double epsilon, double weightDecay) implements TensorRule {

  private static final String SUM = "preconditioner_";

  /// The longest axis whose roots are computed in the time of a usual step.
  private static final int LONGEST = 512;

  /// Checks the ranges.
  public Shampoo {
    Hyperparameters.requireRate("shampoo", rate);
    Require.positive("shampoo", "epsilon", epsilon, "1e-4 is usual");
    Hyperparameters.requireDecay("shampoo", weightDecay);
  }

  /// With ε = 1e-4 and no weight decay.
  public Shampoo(double rate) {
    this(Schedule.constant(rate));
  }

  /// With the usual hyperparameters and a schedule.
  public Shampoo(Schedule rate) {
    this(rate, 1e-4, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Shampoo withWeightDecay(double lambda) {
    return new Shampoo(rate, epsilon, lambda);
  }

  /// Whether no axis is longer than 512, so that the roots take less time than a usual step.
  @Override
  public boolean fits(Shape parameter) {
    return Arrays.stream(parameter.toArray()).allMatch(size -> size <= LONGEST);
  }

  @Override
  public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
    double gamma = rate.at(step);
    Tensor whole = g.shape().rank() == 0 ? g.unsqueeze(0) : g;
    Tensor d = whole.to(ElementType.F64);
    Tensor gradient = d;
    int axes = d.shape().rank();
    Map<String, Tensor> sums = new HashMap<>();
    for (int axis = 0; axis < axes; axis++) {
      int size = d.shape().size(axis);
      Tensor rows = rows(gradient, axis);
      Tensor before = state.get(SUM + axis);
      Tensor start =
          before == null
              ? Tensor.eye(ElementType.F64, size, size).multiply(epsilon)
              : before.to(ElementType.F64);
      Tensor sum = start.add(rows.matmul(rows.transpose()));
      sums.put(SUM + axis, sum.to(value.elementType()));
      Tensor moved = d.moveaxis(axis, 0);
      d = inverseRoot(sum, 2 * axes).matmul(rows(d, axis)).reshape(moved.shape()).moveaxis(0, axis);
    }
    Tensor direction = d.reshape(value.shape()).to(value.elementType());
    Tensor kept = weightDecay == 0 ? value : value.multiply(1 - gamma * weightDecay);
    return new Update(kept.subtract(direction.multiply(gamma)), sums);
  }

  /// This axis as rows, all others as columns.
  private static Tensor rows(Tensor x, int axis) {
    return x.moveaxis(axis, 0).reshape(x.shape().size(axis), -1);
  }

  /// `H^(−1/p)` of a symmetric positive matrix.
  private Tensor inverseRoot(Tensor h, int p) {
    Linalg.Eigh parts = Linalg.eigh(h);
    // Rounding may take an eigenvalue below that of the start.
    Tensor powers = parts.eigenvalues().clamp(epsilon, Double.POSITIVE_INFINITY).pow(-1.0 / p);
    Tensor q = parts.eigenvectors();
    return q.multiply(powers.unsqueeze(0)).matmul(q.transpose());
  }

  @Override
  public boolean remembers(String name, Shape state, Shape parameter) {
    for (int axis = 0; axis < Math.max(1, parameter.rank()); axis++) {
      int size = parameter.rank() == 0 ? 1 : parameter.size(axis);
      if (name.equals(SUM + axis)) {
        return state.equals(Shape.of(size, size));
      }
    }
    return false;
  }
}
