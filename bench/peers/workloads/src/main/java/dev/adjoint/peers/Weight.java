package dev.adjoint.peers;

/// A parameter as it is before the first step.
///
/// @param name such as `fc1.weight`
/// @param shape a linear layer's is `[out, in]`, a convolution's `[out, in, rows, columns]`
/// @param values in C order
public record Weight(String name, long[] shape, float[] values) {}
