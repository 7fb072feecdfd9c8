package dev.adjoint.tensor;

/// Rows of a [Parameter] that work has used since its gradient was forgotten, see [Parameter#rows].
///
/// @param index which rows, `[n]` (I64), in the order in which they were asked for
/// @param rows their values at that time, `[n, …]`, with the gradient that has arrived
public record TouchedRows(Tensor index, Parameter rows) {}
