package dev.adjoint.kernel.update;

/// The numbers of one step with momentum.
///
/// @param rate γ
/// @param decay λ, times the value, as part of the gradient
/// @param memory what is kept of the buffer
/// @param weight of the gradient in the buffer
/// @param looksAhead whether the step goes along `d + lookahead·b` (Nesterov) and not along b
/// @param lookahead of the buffer, where it looks ahead
public record MomentumStep(
    double rate,
    double decay,
    double memory,
    double weight,
    boolean looksAhead,
    double lookahead) {}
