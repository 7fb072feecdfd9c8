package dev.adjoint.explain.trace;

import dev.adjoint.tensor.Tensor;

/// What one use of a value adds to its gradient.
///
/// @param operation the number of the operation that uses the value
/// @param input which input of the operation the value is, from 0
/// @param amount the part of the gradient, in the shape of the value
public record Contribution(int operation, int input, Tensor amount) {}
