package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The format before PyTorch 1.6: five pickles in a row (a magic number, a version, facts about the
/// machine, the value, the keys of the storages), then each storage after its length.
final class LegacyArchive implements Archive {

  static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

  private static final int VERSION = 1001;
  private static final String AGAIN = "fetch or save the file again";

  private final Path file;
  private final FileChannel channel;
  private final Map<String, StorageReference> asked = new HashMap<>();
  private final Map<String, Long> starts = new HashMap<>();
  private boolean isBigEndian;
  private PyTorchValue root = new PyTorchValue.None();

  private LegacyArchive(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static LegacyArchive open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    LegacyArchive archive = new LegacyArchive(file, channel);
    try {
      archive.read();
      return archive;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void read() throws IOException {
    PickleSource source =
        new PickleSource(file, ByteSource.of(file, channel, 0), 0, channel.size());
    AllowedNames names = new AllowedNames(new TensorRebuilds(this::memory));
    if (!new PickleMachine(source, names).run().equals(new PyTorchValue.Whole(MAGIC))) {
      throw new FormatException(
          file,
          "the file is a pickle but not one of PyTorch, which begins with a magic number; save it with torch.save");
    }
    PyTorchValue version = new PickleMachine(source, names).run();
    if (!version.equals(PyTorchValue.Whole.of(VERSION))) {
      throw new FormatException(
          file,
          "the file has the version %s but only %d can be read; save it with a newer PyTorch"
              .formatted(version, VERSION));
    }
    PyTorchValue machine = new PickleMachine(source, names).run();
    isBigEndian =
        machine instanceof PyTorchValue.Dictionary facts
            && facts.get("little_endian").equals(Optional.of(new PyTorchValue.Truth(false)));
    root = new PickleMachine(source, names).run();
    PyTorchValue keys = new PickleMachine(source, names).run();
    if (!(keys instanceof PyTorchValue.Sequence sequence)) {
      throw source.failure("the keys of the storages are not a list");
    }
    locate(source.offset(), sequence.items());
  }

  /// Finds the offset of each storage and checks that all required ones are present.
  private void locate(long start, List<PyTorchValue> keys) throws IOException {
    long at = start;
    for (PyTorchValue key : keys) {
      String name = key instanceof PyTorchValue.Text text ? text.text() : "";
      StorageReference storage = asked.get(name);
      if (storage == null) {
        throw new FormatException(
            file, "the storage '%s' belongs to no tensor; %s".formatted(name, AGAIN));
      }
      if (channel.size() - at < Long.BYTES) {
        throw new FormatException(
            file,
            "the storage %s should begin at byte %d but the file has %d; it is cut short, %s"
                .formatted(name, at, channel.size(), AGAIN));
      }
      ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(order());
      ByteSource.of(file, channel, at).read(0, prefix);
      long length = prefix.getLong(0);
      long bytes = storage.type() == null ? 1 : storage.type().bytes();
      at += Long.BYTES;
      if (length != storage.length() || length > (channel.size() - at) / bytes) {
        throw new FormatException(
            file,
            "the storage %s should have %d elements of %d bytes but %d are declared and %d bytes are left; it is cut short, %s"
                .formatted(name, storage.length(), bytes, length, channel.size() - at, AGAIN));
      }
      starts.put(name, at);
      at += length * bytes;
    }
    for (String name : asked.keySet()) {
      if (!starts.containsKey(name)) {
        throw new FormatException(
            file, "the storage %s of a tensor is missing; %s".formatted(name, AGAIN));
      }
    }
  }

  private ByteOrder order() {
    return isBigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /// The bytes of a storage, whose offset is known after all pickles have been read.
  private ByteSource memory(StorageReference storage, StoredType type) throws FormatException {
    StorageReference whole =
        new StorageReference(storage.key(), storage.type(), storage.whole(), 0, storage.whole());
    StorageReference known = asked.putIfAbsent(storage.key(), whole);
    if (known != null && !known.equals(whole)) {
      throw new FormatException(
          file,
          "the storage %s is declared with two types or lengths; %s"
              .formatted(storage.key(), AGAIN));
    }
    long start = storage.offset() * (storage.type() == null ? 1 : storage.type().bytes());
    return (offset, into) -> {
      long from = starts.getOrDefault(storage.key(), 0L) + start;
      ByteSource bytes = ByteSource.of(file, channel, from);
      (isBigEndian ? bytes.swapped(type.numberBytes()) : bytes).read(offset, into);
    };
  }

  @Override
  public PyTorchValue root() {
    return root;
  }

  @Override
  public String kind() {
    return "legacy";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
