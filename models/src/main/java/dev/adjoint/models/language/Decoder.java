package dev.adjoint.models.language;

/// Reads a text in parts and gives, after each part, the logits of the next token. Results for
/// earlier tokens are cached. The logits are those of the network for the whole text, to the last
/// bit.
///
/// For use by one thread.
public interface Decoder {

  /// Appends tokens.
  ///
  /// @param tokens at least one
  /// @return the logits of the token after the last one, `[vocabulary]`
  float[] next(int... tokens);
}
