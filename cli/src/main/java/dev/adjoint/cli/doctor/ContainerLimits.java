package dev.adjoint.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The limits that control groups set for this process, in version 1 or 2.
///
/// @param processors that its time is limited to, such as 1.5
/// @param memory in bytes
record ContainerLimits(OptionalDouble processors, OptionalLong memory) {

  /// The groups as a process inside a container sees them.
  static final Path ROOT = Path.of("/sys/fs/cgroup");

  /// A limit of memory above this one is none: version 1 says no limit by a very large number.
  private static final long NO_LIMIT = 1L << 60;

  /// Reads the limits below a folder; none where there are no files or no limits.
  static ContainerLimits read(Path root) {
    return new ContainerLimits(processors(root), memory(root));
  }

  private static OptionalDouble processors(Path root) {
    String[] words = text(root.resolve("cpu.max")).split(" ", -1);
    if (words.length == 2) {
      return share(words[0], words[1]);
    }
    Path old = root.resolve("cpu");
    return share(text(old.resolve("cpu.cfs_quota_us")), text(old.resolve("cpu.cfs_period_us")));
  }

  private static OptionalDouble share(String quota, String period) {
    return isNumber(quota) && isNumber(period) && Long.parseLong(period) > 0
        ? OptionalDouble.of((double) Long.parseLong(quota) / Long.parseLong(period))
        : OptionalDouble.empty();
  }

  private static OptionalLong memory(Path root) {
    String limit = text(root.resolve("memory.max"));
    if (limit.isEmpty()) {
      limit = text(root.resolve("memory").resolve("memory.limit_in_bytes"));
    }
    return isNumber(limit) && Long.parseLong(limit) < NO_LIMIT
        ? OptionalLong.of(Long.parseLong(limit))
        : OptionalLong.empty();
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,18}");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException | SecurityException _) {
      return "";
    }
  }
}
