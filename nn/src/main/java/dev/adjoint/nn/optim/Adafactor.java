package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// Adafactor (Shazeer and Stern 2018), PyTorch's form: the mean squares of a matrix are remembered
/// by row and by column, `n + m` numbers for `n · m` parameters.
///
/// ```
/// ρ = min(γ, 1/√t),  α = max(ε₂, ‖θ‖/√n)·ρ,  s = t^d
/// θ ← (1 − γ·λ)·θ
/// R ← R + s·(mean over columns of g² − R),  C likewise over rows
/// V = R·C / mean R                 (for a vector V ← V + s·(g² − V))
/// u = g / √max(V, ε₁²)
/// θ ← θ − α / max(1, ‖u‖ / (√n·c)) · u
/// ```
///
/// @param rate γ
/// @param beta2Decay d, at most 0; −0.8 is usual
/// @param minimalScale ε₂, the least size that a parameter is taken to have, above 0
/// @param clip c, the largest root mean square of a step, above 0
/// @param weightDecay λ, decoupled, at least 0
public record Adafactor(
    Schedule rate, double beta2Decay, double minimalScale, double clip, double weightDecay)
    implements TensorRule {

  /// Checks the ranges.
  public Adafactor {
    Hyperparameters.requireRate("adafactor", rate);
    if (!(beta2Decay <= 0 && beta2Decay > Double.NEGATIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "adafactor: the beta2 decay is %s but must be at most 0 and finite; -0.8 is usual"
              .formatted(beta2Decay));
    }
    Require.positive("adafactor", "the minimal scale", minimalScale, "1e-3 is usual");
    Require.positive("adafactor", "the clip", clip, "1 is usual");
    Hyperparameters.requireDecay("adafactor", weightDecay);
  }

  /// Adafactor with d = −0.8, ε₂ = 1e-3, c = 1 and no weight decay.
  public Adafactor(double rate) {
    this(Schedule.constant(rate));
  }

  /// Adafactor with the usual hyperparameters and a schedule.
  public Adafactor(Schedule rate) {
    this(rate, -0.8, 1e-3, 1, 0);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public Adafactor withWeightDecay(double lambda) {
    return new Adafactor(rate, beta2Decay, minimalScale, clip, lambda);
  }

  @Override
  public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
    double t = Hyperparameters.steps(state) + 1;
    double gamma = rate.at(step);
    double share = StrictMath.pow(t, beta2Decay);
    double root = Math.sqrt(value.shape().count());
    double alpha =
        Math.max(minimalScale, value.norm().item() / root) * Math.min(gamma, 1 / Math.sqrt(t));
    Tensor decayed = weightDecay == 0 ? value : value.multiply(1 - gamma * weightDecay);
    boolean isMatrix = g.shape().rank() > 1;
    Tensor squares = g.square();
    Map<String, Tensor> remembered;
    Tensor variance;
    if (isMatrix) {
      Tensor rows =
          Hyperparameters.mean(state.get("row_var"), 1 - share, squares.mean(KeepAxes.YES, -1));
      Tensor columns =
          Hyperparameters.mean(state.get("col_var"), 1 - share, squares.mean(KeepAxes.YES, -2));
      Tensor scale = rows.mean(KeepAxes.YES, -2).clamp(least(g), Double.POSITIVE_INFINITY);
      variance = rows.matmul(columns).divide(scale);
      remembered = Map.of("row_var", rows, "col_var", columns, "step", Tensor.scalar(t));
    } else {
      variance = Hyperparameters.mean(state.get("variance"), 1 - share, squares);
      remembered = Map.of("variance", variance, "step", Tensor.scalar(t));
    }
    double least = least(g) * least(g);
    Tensor u = variance.clamp(least, Double.POSITIVE_INFINITY).rsqrt().multiply(g);
    double shrink = Math.max(1, u.norm().item() / (root * clip));
    return new Update(decayed.subtract(u.multiply(alpha / shrink)), remembered);
  }

  /// ε₁: the distance from 1 to the next number of the element type.
  private static double least(Tensor g) {
    return g.elementType() == ElementType.F64 ? Math.ulp(1.0) : Math.ulp(1f);
  }

  @Override
  public boolean remembers(String name, Shape state, Shape parameter) {
    int rank = parameter.rank();
    return switch (name) {
      case "step" -> state.rank() == 0;
      case "variance" -> rank < 2 && state.equals(parameter);
      case "row_var" -> rank > 1 && state.equals(with(parameter, rank - 1));
      case "col_var" -> rank > 1 && state.equals(with(parameter, rank - 2));
      default -> false;
    };
  }

  /// The shape with size 1 along an axis.
  private static Shape with(Shape shape, int axis) {
    int[] sizes = shape.toArray();
    sizes[axis] = 1;
    return Shape.of(sizes);
  }
}
