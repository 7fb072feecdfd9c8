package dev.adjoint.bench.fuzz;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.tensorboard.EventFile;
import dev.adjoint.formats.tensorboard.EventWriter;
import dev.adjoint.formats.tensorboard.LogNode;
import dev.adjoint.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// The reader of event files. Damage behind right checksums is tried too: the checksums are made
/// again before the file is read.
final class LogReaders {

  private static final int HEADER = 12;

  private LogReaders() {}

  static List<Reader> in(Path folder) throws IOException {
    Path file;
    try (EventWriter events = EventWriter.in(folder.resolve("sample-events"))) {
      events.scalar("train/loss", 1, 0.5);
      events.histogram("weights/w", 1, Tensor.of(1f, 2f, 3f));
      events.image("image", 1, Tensor.zeros(1, 2, 2));
      events.text("note", 1, "text");
      events.graph(List.of(new LogNode("a/b", "Gemm", List.of("x"), Map.of("k", "v"))));
      events.hyperParameters(Map.of("rate", 0.1), List.of("validation/loss"));
      events.ended(2, true);
      file = events.file();
    }
    byte[] whole = Files.readAllBytes(file);
    return List.of(
        new Reader(
            "events", "x.tfevents.1", whole, EventFile::readAll, List.of(FormatException.class)),
        new Reader(
            "events-messages",
            "x.tfevents.1",
            whole,
            path -> {
              Files.write(path, withChecksums(Files.readAllBytes(path)));
              EventFile.readAll(path);
            },
            List.of(FormatException.class)));
  }

  /// The same records with right checksums, as far as their lengths lead.
  private static byte[] withChecksums(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= HEADER) {
      long length = Math.floorMod(in.getLong(), 4096L);
      in.getInt();
      byte[] record = new byte[(int) Math.min(length, in.remaining())];
      in.get(record);
      in.position(Math.min(in.position() + Integer.BYTES, in.limit()));
      byte[] count = little(Long.BYTES).putLong(record.length).array();
      out.writeBytes(count);
      out.writeBytes(sum(count));
      out.writeBytes(record);
      out.writeBytes(sum(record));
    }
    return out.toByteArray();
  }

  private static ByteBuffer little(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    int masked = Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
    return little(Integer.BYTES).putInt(masked).array();
  }
}
