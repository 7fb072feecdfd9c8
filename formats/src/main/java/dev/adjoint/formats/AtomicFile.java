package dev.adjoint.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes a file so that a crash at any moment leaves the old one or the new one, whole.
///
/// The bytes go to a temporary file in the same folder and are forced to disk, and the file is
/// renamed over the target; then the folder is forced to disk too, so that the rename itself
/// survives a power failure. The temporary file is named `.TARGET.PROCESS.tmp`. A temporary file
/// that a killed process left is removed by the next write to the same target.
///
/// A symbolic link stays, and the file that it names is replaced. A device or a pipe, such as
/// `/dev/stdout`, is written to and never replaced.
public final class AtomicFile {

  /// Writes the bytes.
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /// Writes a file by streaming its content.
  ///
  /// @throws IOException if the folder cannot be written or the disk is full; the target is then
  ///   unchanged, and the message names the target, not the temporary file
  public static void write(Path target, Content content) throws IOException {
    Path absolute = target.toAbsolutePath();
    if (Files.exists(absolute)) {
      if (!Files.isRegularFile(absolute) && !Files.isDirectory(absolute)) {
        try (OutputStream device = Files.newOutputStream(absolute, StandardOpenOption.WRITE)) {
          content.writeTo(device);
        }
        return;
      }
      absolute = absolute.toRealPath();
    }
    replace(absolute, content);
  }

  private static void replace(Path absolute, Content content) throws IOException {
    Path beside =
        absolute.resolveSibling(
            ".%s.%d.tmp".formatted(absolute.getFileName(), ProcessHandle.current().pid()));
    removeLeftovers(absolute);
    try {
      try (FileChannel channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(absolute.resolveSibling(""));
    } catch (AccessDeniedException e) {
      throw beside.toString().equals(e.getFile())
          ? new AccessDeniedException(absolute.toString(), null, e.getReason())
          : e;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /// Writes a text file in UTF-8.
  public static void write(Path target, String text) throws IOException {
    write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a file of these bytes.
  public static void write(Path target, byte[] bytes) throws IOException {
    write(target, out -> out.write(bytes));
  }

  /// Removes the temporary files of a target whose processes no longer run.
  private static void removeLeftovers(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    Pattern name =
        Pattern.compile(
            "\\." + Pattern.quote(target.getFileName().toString()) + "\\.(\\d{1,18})\\.tmp");
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(folder)) {
      leftovers =
          files
              .filter(file -> {
                Matcher matcher = name.matcher(file.getFileName().toString());
                return matcher.matches() && !isRunning(Long.parseLong(matcher.group(1)));
              })
              .toList();
    } catch (AccessDeniedException _) {
      return; // The folder may be written but not listed.
    }
    for (Path leftover : leftovers) {
      Files.deleteIfExists(leftover);
    }
  }

  private static boolean isRunning(long process) {
    return ProcessHandle.of(process).isPresent();
  }

  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open a folder; its file system journals the rename.
      System.getLogger(AtomicFile.class.getName())
          .log(System.Logger.Level.DEBUG, "folder not forced to disk", e);
    }
  }
}
