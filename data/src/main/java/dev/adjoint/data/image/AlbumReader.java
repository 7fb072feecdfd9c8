package dev.adjoint.data.image;

import dev.adjoint.data.DataException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Reads image files into an [Album], several at the same time. A file that cannot be read is left
/// out and named.
///
/// The pixels are kept in a cache, in the folder that the system property `adjoint.cache` names, or
/// `adjoint` in the folder for temporary files. Files that were read before, in the same size, are
/// taken from there as long as neither their names, their lengths nor their dates have changed.
final class AlbumReader {

  /// The number of images that are decoded ahead of the one that is written.
  private static final int AHEAD = 64;

  private static final String FORMAT = "adjoint album 1";
  private static final String PART = "part";
  private static final String PART_END = ".tmp";

  /// The result of reading a file.
  private sealed interface Outcome {
    record Read(byte[] pixels) implements Outcome {}

    record Broken(String reason) implements Outcome {}
  }

  private final List<Path> files;
  private final int size;
  private final ImageFit fit;

  private AlbumReader(List<Path> files, int size, ImageFit fit) {
    this.files = files;
    this.size = size;
    this.fit = fit;
  }

  /// The images of these files in one size.
  ///
  /// @throws DataException when the cache cannot be written
  /// @throws CancellationException when the thread is interrupted
  static Album read(List<Path> files, int size, ImageFit fit) {
    AlbumReader reader = new AlbumReader(files, size, fit);
    Path folder = cache();
    try {
      Files.createDirectories(folder);
      String key = reader.key();
      Path pixels = folder.resolve(key + ".pixels");
      Path index = folder.resolve(key + ".txt");
      if (!Files.exists(index) || !Files.exists(pixels)) {
        reader.write(folder, pixels, index);
      }
      Album album = reader.open(pixels, index);
      if (!digest(album.pixels()).equals(album.digest())) {
        reader.write(folder, pixels, index); // A file that was damaged by a crash or by the disk.
        album = reader.open(pixels, index);
      }
      return album;
    } catch (IOException e) {
      throw new DataException(
          "read: prepared images cannot be kept in %s (%s); free some space, or name another folder with -Dadjoint.cache=FOLDER in JDK_JAVA_OPTIONS"
              .formatted(folder, e),
          e);
    }
  }

  private static Path cache() {
    String given = System.getProperty("adjoint.cache");
    Path root =
        given == null
            ? Path.of(
                System.getProperty("java.io.tmpdir"), "adjoint-" + System.getProperty("user.name"))
            : Path.of(given);
    return root.resolve("images");
  }

  /// The name of the cache file, which depends on the files and on how they are prepared.
  private String key() throws IOException {
    MessageDigest digest = sha256();
    digest.update("%s %d %s\n".formatted(FORMAT, size, fit).getBytes(StandardCharsets.UTF_8));
    for (Path file : files) {
      String stamp =
          Files.isReadable(file)
              ? "%d %s".formatted(Files.size(file), Files.getLastModifiedTime(file))
              : "unreadable";
      String line = "%s %s\n".formatted(file.toAbsolutePath().normalize(), stamp);
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
  }

  private void write(Path folder, Path pixels, Path index) throws IOException {
    removeLeftovers(folder);
    Path part = Files.createTempFile(folder, PART, PART_END);
    part.toFile().deleteOnExit(); // Where the program is stopped while it reads.
    try {
      List<String> lines = new ArrayList<>();
      MessageDigest digest = sha256();
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        decode(outcome -> {
          switch (outcome) {
            case Outcome.Read read -> {
              digest.update(read.pixels());
              try {
                out.write(read.pixels());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              lines.add("");
            }
            case Outcome.Broken broken -> lines.add(broken.reason().replaceAll("\\s+", " "));
          }
        });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      lines.addFirst(HexFormat.of().formatHex(digest.digest()));
      move(part, pixels);
      Path text = Files.createTempFile(folder, PART, PART_END);
      Files.write(text, lines);
      move(text, index);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Removes the unfinished files of programs that were killed; those of a program that is running
  /// are younger.
  private static void removeLeftovers(Path folder) throws IOException {
    Instant old = Instant.now().minus(Duration.ofDays(1));
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PART + "*" + PART_END)) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Album open(Path pixels, Path index) throws IOException {
    List<String> lines = Files.readAllLines(index);
    List<Integer> indices = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (int i = 0; i < files.size() && i + 1 < lines.size(); i++) {
      if (lines.get(i + 1).isEmpty()) {
        indices.add(i);
      } else {
        broken.add(lines.get(i + 1));
      }
    }
    MemorySegment mapped = MemorySegment.NULL;
    if (!indices.isEmpty()) {
      try (FileChannel channel = FileChannel.open(pixels)) {
        mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      }
    }
    return new Album(size, mapped, indices, broken, lines.getFirst());
  }

  private interface Receiver {
    void accept(Outcome outcome);
  }

  /// Decodes all files, at most [#AHEAD] at the same time, and passes them on in their order.
  private void decode(Receiver receiver) {
    Queue<Future<Outcome>> ahead = new ArrayDeque<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (Path file : files) {
          if (ahead.size() == AHEAD) {
            receiver.accept(ahead.remove().get());
          }
          ahead.add(threads.submit(() -> outcome(file)));
        }
        while (!ahead.isEmpty()) {
          receiver.accept(ahead.remove().get());
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw new CancellationException("read: the reading of images was interrupted");
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw new IllegalStateException("images cannot be read", e.getCause());
      }
    }
  }

  private Outcome outcome(Path file) {
    if (Thread.currentThread().isInterrupted()) {
      return new Outcome.Broken("interrupted");
    }
    try {
      return new Outcome.Read(fit.of(ImageFile.read(file), size).rgb());
    } catch (DataException e) {
      return new Outcome.Broken(String.valueOf(e.getMessage()));
    }
  }

  private static String digest(MemorySegment pixels) {
    MessageDigest digest = sha256();
    byte[] part = new byte[1 << 16];
    for (long at = 0; at < pixels.byteSize(); at += part.length) {
      int length = (int) Math.min(part.length, pixels.byteSize() - at);
      MemorySegment.copy(pixels, ValueLayout.JAVA_BYTE, at, part, 0, length);
      digest.update(part, 0, length);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
