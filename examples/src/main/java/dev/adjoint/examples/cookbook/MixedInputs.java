package dev.adjoint.examples.cookbook;

import module dev.adjoint.nn;

import java.util.random.RandomGenerator;

/// A model with two inputs of different kinds.
// @start region="mixed"
public record MixedInputs(Embedding city, Linear numbers, Linear head) {
  public static MixedInputs of(int cities, int features, RandomGenerator random) {
    return new MixedInputs(
        Embedding.of(cities, 8, random), Linear.of(features, 8, random), Linear.of(16, 1, random));
  }

  /// Predicts one number for each row.
  ///
  /// @param cityIndex `[N]`, integers
  /// @param features `[N, features]`
  public Tensor forward(Tensor cityIndex, Tensor features) {
    Tensor both = Tensor.concat(1, city.forward(cityIndex), numbers.forward(features));
    return head.forward(both.relu());
  }
}
// @end
