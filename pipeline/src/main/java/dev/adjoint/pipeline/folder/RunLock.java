package dev.adjoint.pipeline.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right to write into the folder of a run, held by one run at a time.
///
/// It is a lock of the operating system on the file `.lock` in the folder. It is released when the
/// process ends, even if the process crashes. The empty file stays.
public final class RunLock implements AutoCloseable {

  /// The name of the file that is locked.
  static final String FILE = ".lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock of a folder.
  ///
  /// @param folder a folder that can be written
  /// @throws RunException if another run holds it, or the folder cannot be written
  public static RunLock of(Path folder) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        throw new RunException(
            "out: another run is writing into %s; wait for its end, or choose another folder with --out"
                .formatted(folder));
      }
      return new RunLock(channel);
    } catch (IOException e) {
      close(channel, e);
      throw RunException.unwritable(folder, e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException _) {
      return true; // Another run in this process holds the lock.
    }
  }

  private static void close(@Nullable FileChannel channel, IOException failure) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// Releases the lock.
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock is released even if close fails.
      System.getLogger(RunLock.class.getName()).log(System.Logger.Level.DEBUG, "lock of a run", e);
    }
  }
}
