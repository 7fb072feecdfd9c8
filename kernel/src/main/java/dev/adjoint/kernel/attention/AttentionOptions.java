package dev.adjoint.kernel.attention;

/// The attributes of attention.
///
/// @param causal whether a query sees only the keys at its own place and before
/// @param scale what the scores are multiplied by, usually `1/√E`; rounded to F32 for F32
public record AttentionOptions(boolean causal, double scale) {}
