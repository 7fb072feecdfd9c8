package dev.adjoint.formats.tensorboard;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.ReadableFile;
import dev.adjoint.formats.protobuf.WireFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// An open event file of TensorBoard, read event by event.
///
/// Both forms are read: values as the first version stores them, and values as tensors with the
/// name of a plugin, as TensorFlow 2 does. A file that ends within a record is one that is being
/// written, or whose program was killed: its whole records are read.
public final class EventFile implements AutoCloseable {

  /// Longer records are refused before anything is allocated.
  private static final int LONGEST = 1 << 26;

  private final FileChannel channel;
  private final WireFile file;
  private final ByteSource source;
  private final EventDecoding decoding = new EventDecoding();
  private final Deque<LogEvent> waiting = new ArrayDeque<>();
  private long position;
  private boolean isCutOff;

  private EventFile(Path path, FileChannel channel) throws IOException {
    this.channel = channel;
    source = ByteSource.of(path, channel, 0);
    file = new WireFile(path, source, channel.size());
  }

  /// Opens a file.
  ///
  /// @throws dev.adjoint.formats.FormatException if there is no such file
  public static EventFile open(Path path) throws IOException {
    ReadableFile.require(path, "TensorBoard event");
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new EventFile(path, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// All events of a file.
  ///
  /// @throws dev.adjoint.formats.FormatException if there is no such file, or a checksum or a
  ///   message is wrong
  public static List<LogEvent> readAll(Path path) throws IOException {
    try (EventFile open = open(path)) {
      List<LogEvent> events = new ArrayList<>();
      for (Optional<LogEvent> event = open.next(); event.isPresent(); event = open.next()) {
        events.add(event.get());
      }
      return events;
    }
  }

  /// The next event; empty at the end.
  ///
  /// @throws dev.adjoint.formats.FormatException if a checksum or a message is wrong
  public Optional<LogEvent> next() throws IOException {
    while (waiting.isEmpty()) {
      if (!record()) {
        return Optional.empty();
      }
    }
    return Optional.of(waiting.remove());
  }

  /// Whether the file ends within a record, which was not read.
  public boolean isCutOff() {
    return isCutOff;
  }

  /// Reads a record; false at the end.
  private boolean record() throws IOException {
    long left = file.length() - position;
    if (left < RecordLog.HEADER) {
      isCutOff |= left > 0;
      return false;
    }
    byte[] length = bytes(position, Long.BYTES);
    requireSum(position, "length", length, position + Long.BYTES);
    long count = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (count < 0 || count > LONGEST) {
      throw file.failure(
          position,
          "a record has %s bytes but at most %d are read; the file is damaged or of another format"
              .formatted(Long.toUnsignedString(count), LONGEST));
    }
    long start = position + RecordLog.HEADER;
    if (count + RecordLog.FOOTER > file.length() - start) {
      isCutOff = true;
      return false;
    }
    requireSum(start, "record", bytes(start, (int) count), start + count);
    waiting.addAll(decoding.events(file.message(start, count)));
    position = start + count + RecordLog.FOOTER;
    return true;
  }

  private void requireSum(long at, String what, byte[] content, long sumAt) throws IOException {
    int stored =
        ByteBuffer.wrap(bytes(sumAt, Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt();
    int computed = RecordLog.checksum(content);
    if (stored != computed) {
      throw file.failure(
          at,
          "the %s has the checksum %08x but the file says %08x; the file is damaged or no event file"
              .formatted(what, computed, stored));
    }
  }

  private byte[] bytes(long at, int count) throws IOException {
    byte[] bytes = new byte[count];
    source.read(at, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /// Closes the file.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
