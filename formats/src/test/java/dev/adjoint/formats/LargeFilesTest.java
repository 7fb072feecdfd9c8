package dev.adjoint.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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

    assertThat(read(file)).endsWith("[1.5, -2.0]");
  }

  private static long write(Path file, byte[] start, long end, byte[] last) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(start), 0);
      try {
        channel.write(ByteBuffer.wrap(last), end - last.length);
      } catch (IOException e) {
        assumeTrue(false, "skipped: no file of 2 GB can be made here: " + e.getMessage());
      }
    }
    return end;
  }

  private static byte[] last() {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(1.5f)
        .putFloat(-2)
        .array();
  }

  private static long safetensors(Path file) throws IOException {
    long large = 2L * AXIS;
    String header =
        "{\"large\":{\"dtype\":\"F16\",\"shape\":[%d],\"data_offsets\":[0,%d]},\"last\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}"
            .formatted(AXIS, large, large, large + 8);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer start = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(text.length).put(text);
    return write(file, start.array(), 8 + text.length + large + 8, last());
  }

  private static long npy(Path file) throws IOException {
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d,), }".formatted(AXIS / 2);
    text += " ".repeat(Math.floorMod(-(11 + text.length()), 64)) + "\n";
    ByteBuffer start = ByteBuffer.allocate(10 + text.length()).order(ByteOrder.LITTLE_ENDIAN);
    start.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    start.put((byte) 0).putShort((short) text.length());
    start.put(text.getBytes(StandardCharsets.US_ASCII));
    return write(file, start.array(), start.capacity() + 2L * AXIS, last());
  }

  private static long gguf(Path file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    start.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(2).putLong(0);
    start.putLong(5).put("large".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(AXIS);
    start.putInt(1).putLong(0);
    start.putLong(4).put("last".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(2);
    start.putInt(0).putLong(2L * AXIS);
    int header = Math.ceilDiv(start.position(), 32) * 32;
    return write(file, start.array(), header + 2L * AXIS + 8, last());
  }

  private static String read(Path file) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(LastTensor.class.getName(), file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text.strip();
  }
}
