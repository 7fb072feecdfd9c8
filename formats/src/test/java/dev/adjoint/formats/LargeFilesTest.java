package dev.adjoint.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of more than 2 GB, whose holes take no room on the disk, read by a JVM with 64 MB.
class LargeFilesTest {

  private static final int AXIS = 1_200_000_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"safetensors", "npy", "gguf"})
  void theLastTensorOfALargeFileIsRead(String format) throws IOException, InterruptedException {
    Path file = folder.resolve("大 file." + format);
    long needed =
        switch (format) {
          case "safetensors" -> safetensors(file);
          case "npy" -> npy(file);
          default -> gguf(file);
        };
    assertThat(Files.size(file)).isGreaterThan(1L << 31).isEqualTo(needed);

    assertThat(SparseFiles.read(file)).endsWith("[1.5, -2.0]");
  }

  private static long safetensors(Path file) throws IOException {
    long large = 2L * AXIS;
    String header =
        "{\"large\":{\"dtype\":\"F16\",\"shape\":[%d],\"data_offsets\":[0,%d]},\"last\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}"
            .formatted(AXIS, large, large, large + 8);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(text.length).put(text);
    return SparseFiles.write(file, start.array(), 8 + text.length + large + 8, SparseFiles.last());
  }

  private static long npy(Path file) throws IOException {
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d,), }".formatted(AXIS / 2);
    text += " ".repeat(Math.floorMod(-(11 + text.length()), 64)) + "\n";
    ByteBuffer start = ByteBuffer.allocate(10 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
    start.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    start.put((byte) 0).putShort((short) text.length());
    start.put(text.getBytes(StandardCharsets.US_ASCII));
    return SparseFiles.write(file, start.array(), start.capacity() + 2L * AXIS, SparseFiles.last());
  }

  private static long gguf(Path file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    start.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(2).putLong(0);
    start.putLong(5).put("large".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(AXIS);
    start.putInt(1).putLong(0);
    start.putLong(4).put("last".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(2);
    start.putInt(0).putLong(2L * AXIS);
    int header = Math.ceilDiv(start.position(), 32) * 32;
    return SparseFiles.write(file, start.array(), header + 2L * AXIS + 8, SparseFiles.last());
  }
}
