package dev.adjoint.data.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A visible character for each of the 256 bytes, so that pieces of UTF-8 can be read in JSON: the
/// printable characters of Latin-1 stand for themselves, the others are U+0100 and following in
/// their order. GPT-2 (Radford et al. 2019) writes its tokens the same way: `Ġ` is the space.
final class ByteLetters {

  private static final char[] LETTERS = letters();
  private static final Map<Character, Integer> BYTES = bytes();

  private ByteLetters() {}

  private static char[] letters() {
    char[] letters = new char[256];
    char next = 0x100;
    for (int b = 0; b < letters.length; b++) {
      boolean visible = (b > 0x20 && b < 0x7F) || (b > 0xA0 && b != 0xAD);
      letters[b] = visible ? (char) b : next++;
    }
    return letters;
  }

  private static Map<Character, Integer> bytes() {
    Map<Character, Integer> bytes = new HashMap<>();
    for (int b = 0; b < LETTERS.length; b++) {
      bytes.put(LETTERS[b], b);
    }
    return bytes;
  }

  static String write(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      text.append(LETTERS[b & 0xFF]);
    }
    return text.toString();
  }

  /// The bytes, or null where a character stands for none.
  static byte @Nullable [] read(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      Integer b = BYTES.get(text.charAt(i));
      if (b == null) {
        return null;
      }
      bytes[i] = b.byteValue();
    }
    return bytes;
  }
}
