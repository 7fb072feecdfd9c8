package dev.adjoint.models.language;

import dev.adjoint.nn.Layer;

/// A network from tokens `[N, T]` to logits of the token after each, `[N, T, vocabulary]`.
public interface LanguageNetwork extends Layer {

  /// A new decoder, which has read no token yet. Only one thread may use it; a network can have any
  /// number of decoders.
  Decoder decoder();
}
