package dev.adjoint.pipeline.language;

import dev.adjoint.nn.Layer;

/// A network from tokens `[N, T]` to logits of the token after each, `[N, T, vocabulary]`.
public interface LanguageNetwork extends Layer {

  /// A new decoder, which has seen nothing. It belongs to one thread; the network may have any
  /// number of them.
  Decoder decoder();
}
