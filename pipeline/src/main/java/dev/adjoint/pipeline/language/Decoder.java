package dev.adjoint.pipeline.language;

/// Reads a text piece by piece and says after each which token may follow. What was computed for
/// earlier tokens is kept, and the answers are those of the network for the whole text, to the last
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
