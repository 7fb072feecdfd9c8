package dev.adjoint.nn;

import java.util.random.RandomGenerator;

/// What a forward pass is for. Layers such as [Dropout] behave differently in the two; there is no
/// hidden flag.
public sealed interface Pass {

  /// The pass of inference, which carries nothing.
  Pass INFERENCE = new Inference();

  /// A pass of training.
  ///
  /// @param random the source of the randomness in layers; each draw advances it
  record Training(RandomGenerator random) implements Pass {}

  /// A pass of prediction or evaluation.
  record Inference() implements Pass {}
}
