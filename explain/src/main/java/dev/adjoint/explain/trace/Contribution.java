package dev.adjoint.explain.trace;

import dev.adjoint.tensor.Tensor;

/// The part of a value's gradient that comes from one use of the value.
///
/// @param operation the number of the operation that uses the value
/// @param input which input of the operation the value is, from 0
/// @param amount the part of the gradient, in the shape of the value
public record Contribution(int operation, int input, Tensor amount) {}
