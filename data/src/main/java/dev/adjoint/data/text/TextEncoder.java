package dev.adjoint.data.text;

import java.util.Map;

/// Turns texts into token numbers. It is immutable and safe for several threads.
///
/// A new encoder is one class that implements this and one line in [TextEncoderKind#ALL].
public interface TextEncoder {

  /// The number of different token numbers, which are 0 … size − 1.
  int size();

  /// The tokens of a text, in order; none for an empty text.
  int[] encode(String text);

  /// Everything in maps, lists, texts and numbers, ready for a JSON file; the entry `kind` is the
  /// name of the [TextEncoderKind].
  Map<String, Object> toMap();
}
