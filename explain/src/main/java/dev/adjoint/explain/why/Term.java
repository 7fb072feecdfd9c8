package dev.adjoint.explain.why;

/// One product of a sum, `left · right`.
///
/// @param left an element of an input, or of the gradient of an output
/// @param right what it is multiplied by: a local derivative, which often is an element of another
///   input
/// @param product the product, exact for F32 factors
public record Term(Factor left, Factor right, double product) {}
