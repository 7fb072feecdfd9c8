package dev.adjoint.kernel;

/// The steps of optimizers: one pass over memory in which values and what is remembered of them
/// change in place.
///
/// These are the only kernels whose outputs are their inputs. Each takes all arrays of a step at
/// once, so that one call hands the work of a whole model to the threads. Arrays with the same
/// index belong together: they are in C order, of one element type (F32 or F64) and of one length.
/// The numbers of a step are computed by the caller in double and rounded once to the element type;
/// `fma(a, b, c)` is `a·b + c` rounded once.
public sealed interface UpdateKernels permits Kernels {

  /// Gradient descent.
  ///
  /// ```
  /// d = fma(decay, θ, g)
  /// θ ← fma(−rate, d, θ)
  /// ```
  void descend(View[] values, View[] gradients, double rate, double decay);

  /// Gradient descent with momentum.
  ///
  /// ```
  /// d = fma(decay, θ, g)
  /// b ← fma(memory, b, weight·d)
  /// θ ← fma(−rate, b, θ)                         or, looking ahead,
  /// θ ← fma(−rate, fma(lookahead, b, d), θ)
  /// ```
  void momentum(View[] values, View[] gradients, View[] buffers, MomentumStep step);

  /// Adam and its kin.
  ///
  /// ```
  /// d = fma(decay, θ, g)
  /// m ← fma(β₁, m, (1 − β₁)·d)
  /// v ← fma(β₂, v, ((1 − β₂)·d)·d)
  /// θ ← fma(−rate, m / fma(√v, rootScale, ε), keep·θ)
  /// ```
  void adam(View[] values, View[] gradients, View[] means, View[] squares, AdamStep step);

  /// The sum of the squares of all elements of all arrays.
  ///
  /// In each array, blocks of [Reduction#BLOCK] elements are summed over 16 lanes as in
  /// [Reduction], element by element as `lane ← fma(x, x, lane)`; the sums of the blocks are added
  /// in double, in order.
  double squaredNorm(View[] arrays);

  /// The numbers of one step with momentum.
  ///
  /// @param rate γ
  /// @param decay λ, times the value, as part of the gradient
  /// @param memory what is kept of the buffer
  /// @param weight of the gradient in the buffer
  /// @param looksAhead whether the step goes along `d + lookahead·b` (Nesterov) and not along b
  /// @param lookahead of the buffer, where it looks ahead
  record MomentumStep(
      double rate,
      double decay,
      double memory,
      double weight,
      boolean looksAhead,
      double lookahead) {}

  /// The numbers of one step of Adam.
  ///
  /// @param rate `γ / (1 − β₁ᵗ)`
  /// @param beta1 β₁
  /// @param beta2 β₂
  /// @param epsilon ε
  /// @param rootScale `1 / √(1 − β₂ᵗ)`
  /// @param decay λ, times the value, as part of the gradient
  /// @param keep what is kept of the value: `1 − γ·λ` where the decay is decoupled, else 1
  record AdamStep(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double rootScale,
      double decay,
      double keep) {}
}
