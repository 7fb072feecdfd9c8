package dev.adjoint.pipeline.generate;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes bytes that arrive in pieces into whole characters. Bytes that are not UTF-8 become
/// U+FFFD.
final class Utf8Pieces {

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer waiting = ByteBuffer.allocate(0);

  /// The characters that are complete now.
  String add(byte[] bytes) {
    ByteBuffer all = ByteBuffer.allocate(waiting.remaining() + bytes.length);
    all.put(waiting).put(bytes).flip();
    CharBuffer text = CharBuffer.allocate(all.remaining() + 1);
    decoder.decode(all, text, false);
    waiting = all;
    return text.flip().toString();
  }

  /// What is left at the end.
  String end() {
    CharBuffer text = CharBuffer.allocate(waiting.remaining() + 2);
    decoder.decode(waiting, text, true);
    decoder.flush(text);
    return text.flip().toString();
  }
}
