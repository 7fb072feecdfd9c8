package dev.adjoint.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Damage to the bytes of a file: one to four random changes.
final class Mutation {
  /// Pieces of text and numbers at which parsers have failed before.
  private static final String[] PIECES = {
    "null",
    "{}",
    "[]",
    "\"\"",
    "-1",
    "0",
    "1e999",
    "-0",
    "NaN",
    "9223372036854775808",
    "4294967296",
    "0.5",
    "true",
    "\\u0000",
    "((((((((",
    "[[[[[[[[",
    "{\"a\":",
    ",",
    ";",
    "\"",
    "\n",
    "\r\n",
    "\t",
    "__metadata__",
    "shape",
    "\u0000",
    "\uFEFF",
    "日本",
    "1,234,567",
    "1.234.567",
    "=1+1",
    "'"
  };

  private Mutation() {}

  /// A damaged copy of these bytes.
  static byte[] of(byte[] whole, RandomGenerator random) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, RandomGenerator random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> joined(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
      case 2 -> joined(bytes, at, end, new byte[0]);
      case 3 -> joined(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case 4 -> joined(bytes, at, Math.min(at + 1, bytes.length), oneByte(random));
      case 5 -> flipped(bytes, at, random);
      case 6 -> joined(bytes, at, at, piece(random));
      default -> joined(bytes, at, end, piece(random));
    };
  }

  private static byte[] oneByte(RandomGenerator random) {
    return new byte[] {(byte) random.nextInt(256)};
  }

  private static byte[] flipped(byte[] bytes, int at, RandomGenerator random) {
    if (at < bytes.length) {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] piece(RandomGenerator random) {
    return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
  }

  /// The bytes with `middle` in place of those from `from` to `to`.
  private static byte[] joined(byte[] bytes, int from, int to, byte[] middle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + middle.length);
    out.write(bytes, 0, from);
    out.writeBytes(middle);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }
}
