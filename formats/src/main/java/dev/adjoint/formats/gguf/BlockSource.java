package dev.adjoint.formats.gguf;

import dev.adjoint.formats.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The elements of a quantized tensor as F32, computed block by block when they are read.
///
/// The formulas are those of ggml's `dequantize_row`, in their order of rounding.
///
/// @param type Q8_0, Q4_K or Q6_K
/// @param blocks the blocks, one after the other
record BlockSource(GgufType type, ByteSource blocks) implements ByteSource {

  private static final int HALF = 32;

  @Override
  public void read(long offset, ByteBuffer into) throws IOException {
    long blockBytes = (long) type.elements() * Float.BYTES;
    ByteBuffer stored = ByteBuffer.allocate(type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer made = ByteBuffer.allocate((int) blockBytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] elements = new float[type.elements()];
    long at = offset;
    while (into.hasRemaining()) {
      blocks.read(at / blockBytes * type.bytes(), stored.clear());
      decode(stored, elements);
      made.clear().asFloatBuffer().put(elements);
      int skipped = (int) (at % blockBytes);
      int count = (int) Math.min(blockBytes - skipped, into.remaining());
      into.put(made.slice(skipped, count));
      at += count;
    }
  }

  private void decode(ByteBuffer block, float[] elements) {
    switch (type) {
      case Q8_0 -> q8(block, elements);
      case Q4_K -> q4k(block, elements);
      case Q6_K -> q6k(block, elements);
      default -> throw new IllegalStateException("no formula for " + type);
    }
  }

  private static float half(ByteBuffer block, int at) {
    return Float.float16ToFloat(block.getShort(at));
  }

  private static void q8(ByteBuffer block, float[] elements) {
    float d = half(block, 0);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = d * block.get(2 + i);
    }
  }

  /// Eight runs of 32 elements: the lower halves of 32 bytes, then their upper halves.
  private static void q4k(ByteBuffer block, float[] elements) {
    float d = half(block, 0);
    float least = half(block, 2);
    for (int run = 0; run < 8; run++) {
      float scale = d * scale(block, run);
      float minimum = least * minimum(block, run);
      for (int i = 0; i < HALF; i++) {
        int pair = block.get(16 + run / 2 * HALF + i) & 0xff;
        int q = run % 2 == 0 ? pair & 0xf : pair >> 4;
        elements[run * HALF + i] = scale * q - minimum;
      }
    }
  }

  /// The scale of a run in 6 bits; those of the last four runs are in two pieces.
  private static int scale(ByteBuffer block, int run) {
    return run < 4
        ? block.get(4 + run) & 63
        : (block.get(8 + run) & 0xf) | ((block.get(run) & 0xc0) >> 2);
  }

  private static int minimum(ByteBuffer block, int run) {
    return run < 4
        ? block.get(8 + run) & 63
        : ((block.get(8 + run) & 0xf0) >> 4) | ((block.get(4 + run) & 0xc0) >> 2);
  }

  /// Two halves of 128 elements: the lower four bits of each in 64 bytes, the upper two in 32.
  private static void q6k(ByteBuffer block, float[] elements) {
    float d = half(block, 208);
    for (int part = 0; part < 2; part++) {
      for (int i = 0; i < HALF; i++) {
        int high = block.get(128 + part * HALF + i) & 0xff;
        for (int quarter = 0; quarter < 4; quarter++) {
          int low = block.get(part * 64 + quarter % 2 * HALF + i) & 0xff;
          int four = quarter < 2 ? low & 0xf : low >> 4;
          int q = (four | ((high >> (2 * quarter) & 3) << 4)) - HALF;
          float scale = d * block.get(192 + part * 8 + quarter * 2 + i / 16);
          elements[part * 128 + quarter * HALF + i] = scale * q;
        }
      }
    }
  }
}
