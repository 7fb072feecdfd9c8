package dev.adjoint.kernel.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The processor of this machine, as far as the operating system reports it.
///
/// @param name such as `AMD EPYC`, with family and model where the system reports them
/// @param caches the sizes in bytes of the data and unified caches that one core sees, nearest
///   first; empty if they are unknown
/// @param flags the features that the system reports, such as `fma`, `avx2` and `avx512f`; empty if
///   they are unknown
public record Processor(String name, List<Long> caches, List<String> flags) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  /// The usual second-level cache of a core, for systems that do not report it.
  private static final long SECOND_CACHE = 512 << 10;

  /// The same for processors with vectors of 512 bits, all of which have at least that much.
  private static final long LARGE_SECOND_CACHE = 1 << 20;

  /// The largest part of a second-level cache that one core can count on. Some processors share one
  /// cache of many megabytes among a cluster of cores.
  private static final long MOST = 4 << 20;

  private static final Processor THIS = read(CPU_INFO, CACHES);

  /// The processor of this machine.
  public static Processor current() {
    return THIS;
  }

  static Processor read(Path info, Path caches) {
    List<String> lines = lines(info);
    String name = value(lines, "model name");
    String family = value(lines, "cpu family");
    if (name.isEmpty()) {
      String identifier = System.getenv("PROCESSOR_IDENTIFIER");
      name = identifier == null ? System.getProperty("os.arch", "unknown") : identifier;
    } else if (!family.isEmpty()) {
      name = "%s (family %s model %s)".formatted(name, family, value(lines, "model"));
    }
    String flags = value(lines, "flags") + " " + value(lines, "Features");
    return new Processor(
        name,
        sizes(caches),
        Arrays.stream(flags.strip().split(" +")).filter(flag -> !flag.isEmpty()).toList());
  }

  /// The size in bytes of the second-level cache that one core can count on.
  ///
  /// @param lanes of the widest vector of floats
  public long secondCache(int lanes) {
    long usual = lanes == 16 ? LARGE_SECOND_CACHE : SECOND_CACHE;
    return caches.size() < 2 ? usual : Math.clamp(caches.get(1), SECOND_CACHE / 2, MOST);
  }

  /// Whether Intel made it. On these processors the ports that execute multiply–adds also execute
  /// the integer additions of scalar code.
  public boolean isIntel() {
    return name.toLowerCase(Locale.ROOT).contains("intel");
  }

  /// Whether AMD made it. Their ports for multiply–adds execute no integer additions, so row
  /// pointers cost the loops of the tiles nothing.
  public boolean isAmd() {
    return name.toLowerCase(Locale.ROOT).contains("amd");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }

  /// The value of the first line `key : value`.
  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(
            line -> line.startsWith(key) && line.substring(key.length()).strip().startsWith(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static List<Long> sizes(Path folder) {
    List<Long> sizes = new ArrayList<>();
    try (Stream<Path> indexes = Files.list(folder)) {
      for (Path index : indexes.sorted().toList()) {
        Path type = index.resolve("type");
        if (Files.exists(type) && !Files.readString(type).startsWith("Instruction")) {
          String size = Files.readString(index.resolve("size")).strip();
          if (size.matches("\\d{1,7}K")) {
            sizes.add(Long.parseLong(size.substring(0, size.length() - 1)) << 10);
          }
        }
      }
      return List.copyOf(sizes);
    } catch (IOException _) {
      return List.of();
    }
  }
}
