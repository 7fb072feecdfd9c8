package dev.adjoint.kernel.attention;

/// The attributes of attention.
///
/// @param causal whether query i sees only the keys 0 to i
/// @param scale the factor of the scores, usually `1/√E`; rounded to F32 for F32
public record AttentionOptions(boolean causal, double scale) {}
