package dev.adjoint.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A small GGUF file: metadata of several types, a plain tensor and two quantized ones.
final class GgufSample {

  private static final int TEXT = 8;
  private static final int ARRAY = 9;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private GgufSample() {}

  static byte[] bytes() {
    GgufSample sample = new GgufSample();
    sample.out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    sample.u32(3).u64(3).u64(4);
    sample.text("general.architecture").u32(TEXT).text("llama");
    sample.text("general.alignment").u32(4).u32(32);
    sample.text("tokens").u32(ARRAY).u32(TEXT).u64(2).text("a").text("b");
    sample.text("scores").u32(ARRAY).u32(6).u64(2).u32(0).u32(1);
    sample.tensor("norm", 0, 0, 4).tensor("a", 8, 32, 32, 2).tensor("b", 12, 128, 256);
    sample.out.writeBytes(new byte[Math.floorMod(-sample.out.size(), 32) + 128 + 144]);
    return sample.out.toByteArray();
  }

  private GgufSample tensor(String name, int type, int offset, int... sizes) {
    text(name).u32(sizes.length);
    for (int size : sizes) {
      u64(size);
    }
    return u32(type).u64(offset);
  }

  private GgufSample text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u64(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private GgufSample u32(int value) {
    out.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  private GgufSample u64(long value) {
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    return this;
  }
}
