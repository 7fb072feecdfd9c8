package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import java.util.random.RandomGenerator;

/// What a forward pass is for. Layers such as [Dropout] behave differently in the two; there is no
/// hidden flag.
public sealed interface Pass {

  /// What to give where a pass is missing.
  String FIX = "give Pass.INFERENCE or new Pass.Training(random)";

  /// The pass of inference, which carries nothing.
  Pass INFERENCE = new Inference();

  /// A pass of training.
  ///
  /// @param random the source of the randomness in layers; each draw advances it
  record Training(RandomGenerator random) implements Pass {

    /// Checks that there is a generator.
    public Training {
      Require.random("pass", random);
    }
  }

  /// A pass of prediction or evaluation.
  record Inference() implements Pass {}
}
