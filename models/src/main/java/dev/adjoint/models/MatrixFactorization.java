package dev.adjoint.models;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Matrix factorisation with biases: `ŷ = μ + b_u + c_i + ⟨p_u, q_i⟩` for user u and item i (Koren,
/// Bell and Volinsky 2009).
///
/// **Shapes**: x `[N, 2]` (I64: the index of the user and of the item), result `[N, 1]`.
///
/// Index 0 is the unknown user and the unknown item: its bias and its factors are 0 and stay so, so
/// an unknown user gets `μ + c_i`, an unknown item `μ + b_u`, and both together μ.
///
/// @param mean μ, `[1]`
/// @param userBias b, `[users, 1]`
/// @param itemBias c, `[items, 1]`
/// @param user p, `[users, factors]`
/// @param item q, `[items, factors]`
public record MatrixFactorization(
    Parameter mean, Embedding userBias, Embedding itemBias, Embedding user, Embedding item)
    implements FactorModel, PureLayer {

  /// Deviation of the initial factors: small, so that training starts from the biases.
  private static final double INITIAL = 0.1;

  /// A model with biases of 0 and normal factors of deviation 0.1.
  ///
  /// @param users how many different indices of users, with that of the unknown user
  /// @param items how many different indices of items, with that of the unknown item
  /// @param factors the length of p_u and q_i, at least 1
  /// @param random the source of the initial factors
  public static MatrixFactorization of(int users, int items, int factors, RandomGenerator random) {
    return new MatrixFactorization(
        Parameter.of(Tensor.zeros(Shape.of(1))),
        bias(users),
        bias(items),
        factors(users, factors, random),
        factors(items, factors, random));
  }

  static Embedding bias(int rows) {
    return Embedding.of(Parameter.of(Tensor.zeros(Shape.of(rows, 1)))).withPadding(0);
  }

  static Embedding factors(int rows, int width, RandomGenerator random) {
    return Embedding.of(rows, width, Initializer.normal(0, INITIAL), random).withPadding(0);
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor u = x.select(1, 0);
    Tensor i = x.select(1, 1);
    Tensor product = user.forward(u).multiply(item.forward(i)).sum(KeepAxes.YES, 1);
    return product.add(userBias.forward(u)).add(itemBias.forward(i)).add(mean.value());
  }
}
