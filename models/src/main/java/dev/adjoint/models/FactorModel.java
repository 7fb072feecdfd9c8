package dev.adjoint.models;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;

/// A model of ratings with a bias and a vector of factors for each user and each item. Row 0 of
/// each table is that of the unknown user or item and is 0.
public sealed interface FactorModel extends Layer permits MatrixFactorization, NeuralFactorization {

  /// The biases of the users, `[users, 1]`.
  Embedding userBias();

  /// The biases of the items, `[items, 1]`.
  Embedding itemBias();

  /// The factors of the users, `[users, factors]`.
  Embedding user();

  /// The factors of the items, `[items, factors]`.
  Embedding item();
}
