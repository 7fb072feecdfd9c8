package dev.adjoint.data.fetch;

import dev.adjoint.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The beginning of a file that is being fetched, in the folder `.part` beside it.
///
/// A second file, `NAME.from`, holds the address and the version that the bytes came from. One
/// program at a time holds a part.
final class PartFile implements AutoCloseable {
  private final String name;
  private final Path part;
  private final Path origin;
  private final FileChannel channel;
  private final FileLock lock;

  private PartFile(String name, Path part, FileChannel channel, FileLock lock) {
    this.name = name;
    this.part = part;
    this.origin = part.resolveSibling(name + ".from");
    this.channel = channel;
    this.lock = lock;
  }

  /// Opens the part of a file, which is empty at first.
  ///
  /// @throws DataException if the folder cannot be written, or another program fetches this file
  static PartFile open(Path folder, String name) {
    Path part = folder.resolve(".part").resolve(name);
    @Nullable FileChannel channel = null;
    try {
      Files.createDirectories(folder.resolve(".part"));
      channel =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new PartFile(name, part, channel, lock);
      }
    } catch (OverlappingFileLockException _) {
      // This program itself fetches it, on another thread.
    } catch (IOException e) {
      close(channel);
      throw unwritable(name, part, e);
    }
    close(channel);
    throw new DataException(
        "fetch %s: another program is fetching it into %s now; wait for it, or choose another folder"
            .formatted(name, folder));
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException _) {
      // Nothing was written.
    }
  }

  /// How many bytes are there.
  long length() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unwritable(name, part, e);
    }
  }

  /// The version that the bytes have, if they came from this address.
  Optional<String> versionFrom(String address) {
    try {
      String text = Files.exists(origin) ? Files.readString(origin) : "";
      String[] lines = text.split("\n", 2);
      return lines.length == 2 && lines[0].equals(address)
          ? Optional.of(lines[1].strip()).filter(version -> !version.isEmpty())
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // If it cannot be read, the file is fetched from its first byte.
    }
  }

  /// Continues at a position and removes everything after it.
  void startAt(long position, String address, Optional<String> version) {
    try {
      channel.truncate(position).position(position);
      Files.writeString(origin, address + "\n" + version.orElse(""), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unwritable(name, part, e);
    }
  }

  /// Adds bytes at the end.
  void append(byte[] bytes, int count) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw unwritable(name, part, e);
    }
  }

  /// The SHA-256 of the bytes, in hexadecimal digits.
  String sha256() {
    try {
      return sha256(Channels.newInputStream(channel.position(0)));
    } catch (IOException e) {
      throw unwritable(name, part, e);
    }
  }

  /// The SHA-256 of a file, in hexadecimal digits.
  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return sha256(in);
    } catch (IOException e) {
      throw unwritable(String.valueOf(file.getFileName()), file, e);
    }
  }

  private static String sha256(InputStream in) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Drops all bytes.
  void clear() {
    startAt(0, "", Optional.empty());
  }

  /// Forces the bytes to disk and gives them their name.
  void moveTo(Path target) {
    try {
      channel.force(true);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(name, target, e);
    }
  }

  /// Releases the part for other programs; an empty part is removed.
  @Override
  public void close() {
    try {
      boolean empty = channel.size() == 0;
      boolean done = !Files.exists(part);
      lock.release();
      channel.close();
      if (empty || done) {
        Files.deleteIfExists(part);
        Files.deleteIfExists(origin);
        try (var rest = Files.list(part.toAbsolutePath().getParent())) {
          if (rest.findAny().isPresent()) {
            return;
          }
        }
        Files.deleteIfExists(part.toAbsolutePath().getParent());
      }
    } catch (IOException _) {
      // If this fails, the part stays in a hidden folder, which is harmless.
    }
  }

  private static DataException unwritable(String name, Path file, IOException cause) {
    return new DataException(
        "fetch %s: %s cannot be read and written (%s); check the rights and the free space, or choose another folder"
            .formatted(name, file, reason(cause)),
        cause);
  }

  /// The reason of the file system, such as `Not a directory`, without the path.
  private static String reason(IOException cause) {
    return cause instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : cause.toString();
  }
}
