package dev.adjoint.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where and with what versions something was measured.
public final class Machine {

  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  /// Artifacts whose version says which library a runner measures.
  private static final List<String> LIBRARIES =
      List.of(
          "pytorch-",
          "pytorch-native-cpu-",
          "tensorflow-core-api-",
          "deeplearning4j-nn-",
          "openblas-",
          "mkl-");

  private Machine() {}

  /// The processor's name, as the system reports it.
  public static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException _) {
      return System.getProperty("os.arch");
    }
  }

  /// The data and unified caches that the first processor sees, such as `48K, 1024K, 32768K`.
  public static List<String> caches() {
    try (Stream<Path> folders = Files.list(CACHES)) {
      List<String> sizes = new ArrayList<>();
      for (Path folder : folders.sorted().toList()) {
        Path type = folder.resolve("type");
        if (Files.exists(type) && !Files.readString(type).startsWith("Instruction")) {
          sizes.add(Files.readString(folder.resolve("size")).strip());
        }
      }
      return sizes;
    } catch (IOException _) {
      return List.of();
    }
  }

  /// The same in bytes; the usual size if the system does not report it.
  public static List<Integer> cacheBytes() {
    List<Integer> bytes =
        caches().stream()
            .filter(size -> size.matches("\\d{1,6}K"))
            .map(size -> Integer.parseInt(size.substring(0, size.length() - 1)) << 10)
            .toList();
    return bytes.isEmpty() ? List.of(32 << 10, 512 << 10, 16 << 20) : bytes;
  }

  /// One line for each fact.
  public static List<String> facts() {
    List<String> facts = new ArrayList<>();
    facts.add(
        "%s, %s%s, %s %s"
            .formatted(
                processor(),
                count(Runtime.getRuntime().availableProcessors()),
                caches().isEmpty() ? "" : ", caches " + String.join(", ", caches()),
                System.getProperty("os.name"),
                System.getProperty("os.version")));
    facts.add(
        "JDK %s %s".formatted(System.getProperty("java.vendor"), Runtime.version().toString()));
    Optional.ofNullable(System.getProperty("adjoint.commit"))
        .ifPresent(commit -> facts.add("Adjoint " + commit));
    return facts;
  }

  private static String count(int processors) {
    return processors == 1 ? "1 processor" : processors + " processors";
  }

  /// The jars of a built folder of peers that identify what is measured, sorted.
  static List<String> versions(Path peers) {
    try (Stream<Path> jars = Files.find(peers, 4, (path, _) -> isLibrary(path))) {
      return jars.map(path -> path.getFileName().toString().replaceAll("(-linux.*)?\\.jar", ""))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static boolean isLibrary(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".jar")
        && LIBRARIES.stream()
            .anyMatch(library ->
                name.startsWith(library) && Character.isDigit(name.charAt(library.length())));
  }
}
