package dev.adjoint.bench.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One damaged file, read once.
///
/// @param reader what read it
/// @param seed from which the damage follows
/// @param thrown what the reader threw, null if it took the file
/// @param nanos how long the processor worked on it, which does not depend on what else runs
/// @param bytes how much memory was allocated in all
/// @param files how many files the reader left behind
record Trial(
    Reader reader, long seed, @Nullable Throwable thrown, long nanos, long bytes, int files) {
  /// No small file may take longer.
  private static final long SLOW = 2_000_000_000L;

  /// No small file may take more memory.
  private static final long LARGE = 1L << 26;

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  /// The damaged bytes of a seed.
  static byte[] damaged(Reader reader, long seed) {
    return Mutation.of(reader.whole(), new SplittableRandom(seed));
  }

  /// Writes the damaged file into `folder` and reads it.
  static Trial of(Reader reader, long seed, Path folder) throws IOException {
    Path file = Files.write(folder.resolve(reader.fileName()), damaged(reader, seed));
    int files = count(folder);
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    Throwable thrown = null;
    try {
      reader.reading().read(file);
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      thrown = e;
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    return new Trial(reader, seed, thrown, nanos, bytes, count(folder) - files);
  }

  private static int count(Path folder) {
    return Objects.requireNonNull(folder.toFile().list(), "the list of files").length;
  }

  boolean accepted() {
    return thrown == null;
  }

  /// Whether the reader broke its promise: it threw something that it does not document or that
  /// says nothing, it took too long or too much memory, or it left a file behind.
  boolean failed() {
    boolean wordless =
        thrown != null && (thrown.getMessage() == null || thrown.getMessage().isBlank());
    boolean undocumented = thrown != null && !reader.documents(thrown);
    return undocumented || wordless || nanos > SLOW || bytes > LARGE || files != 0;
  }

  @Override
  public String toString() {
    return "%s, seed %d: %s after %d ms, %,d bytes, %d new files"
        .formatted(
            reader.name(), seed, accepted() ? "accepted" : thrown, nanos / 1_000_000, bytes, files);
  }
}
