package dev.adjoint.models;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Neural collaborative filtering for ratings: biases and a perceptron over the factors of user and
/// item side by side, `ŷ = b_u + c_i + MLP([p_u, q_i])` (He, Liao, Zhang, Nie, Hu and Chua 2017,
/// with the biases of matrix factorisation).
///
/// **Shapes**: x `[N, 2]` (I64: the index of the user and of the item), result `[N, 1]`.
///
/// Index 0 is the unknown user and the unknown item, whose bias and factors are 0 and stay so.
///
/// @param userBias b, `[users, 1]`
/// @param itemBias c, `[items, 1]`
/// @param user p, `[users, factors]`
/// @param item q, `[items, factors]`
/// @param layers the perceptron, from 2 · factors numbers to 1
public record NeuralFactorization(
    Embedding userBias, Embedding itemBias, Embedding user, Embedding item, Sequential layers)
    implements FactorModel {

  /// A model with biases of 0, normal factors of deviation 0.1, and one hidden layer with ReLU as
  /// wide as both vectors of factors together.
  ///
  /// @param users how many different indices of users, with that of the unknown user
  /// @param items how many different indices of items, with that of the unknown item
  /// @param factors the length of p_u and q_i, at least 1
  /// @param dropout the probability of dropout in the perceptron, in [0, 1)
  /// @param random the source of the initial weights
  public static NeuralFactorization of(
      int users, int items, int factors, double dropout, RandomGenerator random) {
    int width = 2 * factors;
    return new NeuralFactorization(
        MatrixFactorization.bias(users),
        MatrixFactorization.bias(items),
        MatrixFactorization.factors(users, factors, random),
        MatrixFactorization.factors(items, factors, random),
        Sequential.of(
            Linear.of(width, width, random),
            Activation.RELU,
            new Dropout(dropout),
            Linear.of(width, 1, random)));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor u = x.select(1, 0);
    Tensor i = x.select(1, 1);
    Tensor factors = Tensor.concat(1, user.forward(u), item.forward(i));
    return layers.forward(factors, pass).add(userBias.forward(u)).add(itemBias.forward(i));
  }
}
