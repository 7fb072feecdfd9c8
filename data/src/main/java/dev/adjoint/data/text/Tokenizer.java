package dev.adjoint.data.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A [TextEncoder] whose tokens can be turned back into text.
public interface Tokenizer extends TextEncoder {

  /// The bytes in UTF-8 that a token stands for; a token of [BytePairs] may be part of a character.
  ///
  /// @throws dev.adjoint.data.DataException if there is no such token
  byte[] bytes(int token);

  /// The text of some tokens. Bytes that are not UTF-8 become U+FFFD.
  ///
  /// @throws dev.adjoint.data.DataException if there is no such token
  default String decode(int... tokens) {
    var bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      bytes.writeBytes(bytes(token));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
