package dev.adjoint.explain.why;

/// The comparison of a stored number with the sum of its printed products, added up again.
///
/// @param order the order of rounding that gives the stored bits, in words; or how the kernel
///   itself was run again
/// @param fromTerms whether an order of rounding over the printed products gave the bits; else the
///   kernel was run again on the same operands
/// @param sameBits whether the bits are equal
/// @param deviation the stored number minus the exact sum of the products
public record ReplaySeal(String order, boolean fromTerms, boolean sameBits, double deviation) {}
