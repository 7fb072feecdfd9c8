package dev.adjoint.formats.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes GGUF files for tests, from the description of the format.
final class GgufBytes {

  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream infos = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private int entryCount;
  private int tensorCount;

  private static ByteBuffer little(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return little(8 + bytes.length).putLong(bytes.length).put(bytes).array();
  }

  static byte[] u32(int value) {
    return little(4).putInt(value).array();
  }

  static byte[] u64(long value) {
    return little(8).putLong(value).array();
  }

  GgufBytes entry(String key, int type, byte[] value) {
    entries.writeBytes(text(key));
    entries.writeBytes(u32(type));
    entries.writeBytes(value);
    entryCount++;
    return this;
  }

  /// @param sizes the innermost first
  GgufBytes tensor(String name, int type, byte[] bytes, long... sizes) {
    infos.writeBytes(text(name));
    infos.writeBytes(u32(sizes.length));
    for (long size : sizes) {
      infos.writeBytes(u64(size));
    }
    infos.writeBytes(u32(type));
    infos.writeBytes(u64(data.size()));
    data.writeBytes(bytes);
    data.writeBytes(new byte[Math.floorMod(-data.size(), 32)]);
    tensorCount++;
    return this;
  }

  byte[] file() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(u32(3));
    out.writeBytes(u64(tensorCount));
    out.writeBytes(u64(entryCount));
    out.writeBytes(entries.toByteArray());
    out.writeBytes(infos.toByteArray());
    out.writeBytes(new byte[Math.floorMod(-out.size(), 32)]);
    out.writeBytes(data.toByteArray());
    return out.toByteArray();
  }
}
