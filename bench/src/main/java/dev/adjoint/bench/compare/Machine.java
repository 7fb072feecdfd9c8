package dev.adjoint.bench.compare;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.tune.Processor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where and with what versions something was measured.
public final class Machine {

  /// Artifacts whose version says which library a runner measures.
  private static final List<String> LIBRARIES =
      List.of(
          "pytorch-",
          "pytorch-native-cpu-",
          "tensorflow-core-api-",
          "deeplearning4j-nn-",
          "onnxruntime-",
          "openblas-",
          "mkl-");

  private Machine() {}

  /// The name of this processor as a folder's name, such as `amd-epyc-family-25-model-1`.
  public static String folder() {
    return folder(Processor.current().name());
  }

  static String folder(String processor) {
    return processor
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\((r|tm)\\)", "")
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }

  /// The bytes of the data and unified caches that one core sees; the usual ones if the system does
  /// not report them.
  public static List<Integer> cacheBytes() {
    List<Integer> bytes = Processor.current().caches().stream().map(Math::toIntExact).toList();
    return bytes.isEmpty() ? List.of(32 << 10, 512 << 10, 16 << 20) : bytes;
  }

  /// One line for each fact.
  public static List<String> facts() {
    List<String> facts = new ArrayList<>();
    facts.add(
        "%s, %s%s, %s %s"
            .formatted(
                Processor.current().name(),
                count(Runtime.getRuntime().availableProcessors()),
                caches(),
                System.getProperty("os.name"),
                System.getProperty("os.version")));
    facts.add("Kernels: " + Kernels.active().description() + options());
    facts.add(
        "JDK %s %s".formatted(System.getProperty("java.vendor"), Runtime.version().toString()));
    Optional.ofNullable(System.getProperty("adjoint.commit"))
        .ifPresent(commit -> facts.add("Adjoint " + commit));
    return facts;
  }

  /// The options of the JVM that narrow its vectors, which its children get too.
  private static String options() {
    return vectorOptions().isEmpty() ? "" : " (" + String.join(" ", vectorOptions()) + ")";
  }

  /// The same one by one.
  static List<String> vectorOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("-XX:(UseAVX|MaxVectorSize)=.*"))
        .toList();
  }

  /// The option for large pages, which `./adjoint` gives the JVM under the same condition.
  static List<String> pageOptions() {
    try {
      Path mode = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
      boolean onRequest = Files.readString(mode).contains("[madvise]");
      return onRequest ? List.of("-XX:+UseTransparentHugePages") : List.of();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static String caches() {
    return Processor.current().caches().stream()
        .map(bytes -> ", %dK".formatted(bytes >> 10))
        .collect(Collectors.joining())
        .replaceFirst(",", ", caches");
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
