package dev.adjoint.spark.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// A folder in any Hadoop file system, such as HDFS, S3 or a local disk.
///
/// A file is written under a temporary name and renamed, so that a reader finds it whole or not at
/// all. [#writeChecked] adds its SHA-256 at the end, which [#readChecked] compares: some stores
/// rename by copying, and a copy can be cut short.
public final class ClusterFiles {

  private static final int DIGEST = 32;

  private final FileSystem system;
  private final Path folder;

  private ClusterFiles(FileSystem system, Path folder) {
    this.system = system;
    this.folder = folder;
  }

  /// A folder, which need not exist yet.
  ///
  /// @param folder a path or URI, such as `hdfs:///models/penguins`
  /// @throws ClusterException when the file system cannot be reached
  public static ClusterFiles of(String folder, Configuration configuration) {
    Path path = new Path(folder);
    try {
      return new ClusterFiles(path.getFileSystem(configuration), path);
    } catch (IOException e) {
      throw failure("reach", path, e);
    }
  }

  /// The folder as it was given.
  public String folder() {
    return folder.toString();
  }

  /// Writes a file.
  public void write(String name, byte[] bytes) {
    Path target = new Path(folder, name);
    Path beside = new Path(folder, "." + name + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      system.mkdirs(folder);
      try (FSDataOutputStream out = system.create(beside, true)) {
        out.write(bytes);
        out.hsync();
      }
      system.delete(target, false);
      if (!system.rename(beside, target)) {
        throw new IOException("the file system refused to rename " + beside);
      }
    } catch (IOException e) {
      throw failure("write", target, e);
    }
  }

  /// Writes a text file.
  public void write(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a file with its SHA-256 after the content.
  public void writeChecked(String name, byte[] bytes) {
    byte[] whole = new byte[bytes.length + DIGEST];
    System.arraycopy(bytes, 0, whole, 0, bytes.length);
    System.arraycopy(sha256(bytes), 0, whole, bytes.length, DIGEST);
    write(name, whole);
  }

  /// The content of a file.
  ///
  /// @throws ClusterException when it is not there or cannot be read
  public byte[] read(String name) {
    Path path = new Path(folder, name);
    try {
      FileStatus status = system.getFileStatus(path);
      byte[] bytes = new byte[Math.toIntExact(status.getLen())];
      try (FSDataInputStream in = system.open(path)) {
        in.readFully(0, bytes);
      }
      return bytes;
    } catch (IOException e) {
      throw failure("read", path, e);
    }
  }

  /// The text of a file.
  public String readText(String name) {
    return new String(read(name), StandardCharsets.UTF_8);
  }

  /// What [#writeChecked] wrote, or empty when the file is not there or damaged.
  public Optional<byte[]> readChecked(String name) {
    Path path = new Path(folder, name);
    try {
      if (!system.exists(path)) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw failure("read", path, e);
    }
    byte[] whole = read(name);
    if (whole.length < DIGEST) {
      return Optional.empty();
    }
    byte[] content = Arrays.copyOf(whole, whole.length - DIGEST);
    byte[] digest = Arrays.copyOfRange(whole, content.length, whole.length);
    return MessageDigest.isEqual(digest, sha256(content)) ? Optional.of(content) : Optional.empty();
  }

  /// The names of the files in the folder, in alphabetical order; none when there is no folder.
  public List<String> names() {
    try {
      return Arrays.stream(system.listStatus(folder))
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException _) {
      return List.of();
    } catch (IOException e) {
      throw failure("list", folder, e);
    }
  }

  /// Removes a file, if it is there.
  public void delete(String name) {
    Path path = new Path(folder, name);
    try {
      system.delete(path, false);
    } catch (IOException e) {
      throw failure("delete", path, e);
    }
  }

  /// The SHA-256 of some bytes in hexadecimal digits.
  public static String digest(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] sha256(byte[] bytes) {
    return sha256().digest(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static ClusterException failure(String what, Path path, IOException e) {
    return new ClusterException(
        "spark: cannot %s %s (%s); check the path, its rights and the file system"
            .formatted(what, path, e.getMessage()),
        e);
  }
}
