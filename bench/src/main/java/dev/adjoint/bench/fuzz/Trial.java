package dev.adjoint.bench.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One damaged file, read once.
///
/// @param reader what read it
/// @param seed from which the damage follows
/// @param thrown what the reader threw, null if it took the file
/// @param nanos how long the processor worked on it, which does not depend on what else runs
record Trial(Reader reader, long seed, @Nullable Throwable thrown, long nanos) {
  /// No small file may take longer.
  private static final long SLOW = 2_000_000_000L;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /// The damaged bytes of a seed.
  static byte[] damaged(Reader reader, long seed) {
    return Mutation.of(reader.whole(), new SplittableRandom(seed));
  }

  /// Writes the damaged file into `folder` and reads it.
  static Trial of(Reader reader, long seed, Path folder) throws IOException {
    Path file = Files.write(folder.resolve(reader.fileName()), damaged(reader, seed));
    long start = THREADS.getCurrentThreadCpuTime();
    Throwable thrown = null;
    try {
      reader.reading().read(file);
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      thrown = e;
    }
    return new Trial(reader, seed, thrown, THREADS.getCurrentThreadCpuTime() - start);
  }

  boolean accepted() {
    return thrown == null;
  }

  /// Whether the reader broke its promise: it threw something that it does not document or that
  /// says nothing, or it took too long.
  boolean failed() {
    boolean wordless =
        thrown != null && (thrown.getMessage() == null || thrown.getMessage().isBlank());
    boolean undocumented = thrown != null && !reader.documents(thrown);
    return undocumented || wordless || nanos > SLOW;
  }

  @Override
  public String toString() {
    return "%s, seed %d: %s after %d ms"
        .formatted(reader.name(), seed, accepted() ? "accepted" : thrown, nanos / 1_000_000);
  }
}
