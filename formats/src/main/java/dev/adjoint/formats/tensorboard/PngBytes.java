package dev.adjoint.formats.tensorboard;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// A tensor of grey or coloured pixels as a PNG file with 8 bits a channel.
final class PngBytes {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int GREY = 0;
  private static final int COLOR = 2;
  private static final int MOST = 255;

  private PngBytes() {}

  /// @param image `[1, height, width]` or `[3, height, width]`, values from 0 to 1; what is outside
  ///   is clamped, NaN is 0
  static byte[] of(Tensor image) {
    int channels = image.shape().size(0);
    int height = image.shape().size(1);
    int width = image.shape().size(2);
    float[] values = image.detach().to(ElementType.F32).toFloatArray();
    byte[] rows = new byte[height * (1 + width * channels)];
    int at = 0;
    for (int y = 0; y < height; y++) {
      at++; // The row is stored without a filter.
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          float value = values[(channel * height + y) * width + x];
          rows[at++] = (byte) Math.round(Math.clamp(value, 0f, 1f) * MOST);
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) 8).put((byte) (channels == 1 ? GREY : COLOR));
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", compressed(rows));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] compressed(byte[] bytes) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 13];
      while (!deflater.finished()) {
        out.write(piece, 0, deflater.deflate(piece));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(type);
    sum.update(content);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
    out.writeBytes(type);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }
}
