package dev.adjoint.kernel.update;

/// The numbers of one step of Adam.
///
/// @param rate `γ / (1 − β₁ᵗ)`
/// @param beta1 β₁
/// @param beta2 β₂
/// @param epsilon ε
/// @param rootScale `1 / √(1 − β₂ᵗ)`
/// @param decay λ, times the value, as part of the gradient
/// @param keep what is kept of the value: `1 − γ·λ` where the decay is decoupled, else 1
public record AdamStep(
    double rate,
    double beta1,
    double beta2,
    double epsilon,
    double rootScale,
    double decay,
    double keep) {}
