package dev.adjoint.formats;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Files of more than 2 GB, whose holes take no room on the disk.
final class SparseFiles {
  private SparseFiles() {}

  /// Writes a file of this length with a hole between its start and its last bytes.
  static long write(Path file, byte[] start, long end, byte[] last) throws IOException {
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

  /// The numbers 1.5 and −2.
  static byte[] last() {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(1.5f)
        .putFloat(-2)
        .array();
  }

  /// What [LastTensor] prints of a file in a JVM with 64 MB.
  static String read(Path file) throws IOException, InterruptedException {
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
