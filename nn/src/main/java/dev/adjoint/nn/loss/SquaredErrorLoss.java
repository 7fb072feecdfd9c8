package dev.adjoint.nn.loss;

import dev.adjoint.tensor.Tensor;

/// Half the sum of the squared errors: `½ · Σ (y − t)²`, so that its gradient is `y − t`.
///
/// **Shapes**: input and target equal; result a single number.
///
/// **Gradient**: `y − t`.
public record SquaredErrorLoss() implements Loss {

  @Override
  public Tensor of(Tensor input, Tensor target) {
    SameShape.require("squared error", input, target);
    return input.subtract(target).square().sum().multiply(0.5);
  }
}
