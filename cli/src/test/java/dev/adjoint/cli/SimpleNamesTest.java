package dev.adjoint.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A simple name belongs to one type of the whole project, so that a name in a message, on a page
/// or in a search says which one is meant, and `import module` is never ambiguous. Nested types are
/// free: they are read with the name around them, as `Pass.Training`.
final class SimpleNamesTest {

  /// Names that exist twice, and why.
  private static final Map<String, String> ALLOWED =
      Map.of(
          "Require",
          "checks of arguments in `tensor` and `nn`; neither is exported, and both do the same");

  @Test
  void everySimpleNameBelongsToOneType() throws IOException {
    List<Path> files = sources();

    assertThat(files).hasSizeGreaterThan(700);
    assertThat(twice(files).keySet()).isEqualTo(ALLOWED.keySet());
  }

  @Test
  void aSecondTypeOfTheSameNameIsFound() {
    List<Path> files =
        Stream.of(
                "nn/a/Batch.java", "data/b/Batch.java", "data/b/Other.java", "a/package-info.java")
            .map(Path::of)
            .toList();

    assertThat(twice(files)).containsOnlyKeys("Batch");
    assertThat(twice(files).get("Batch")).containsExactlyElementsOf(files.subList(0, 2));
  }

  private static Map<String, List<Path>> twice(List<Path> files) {
    return files.stream()
        .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
        .collect(groupingBy(file -> String.valueOf(file.getFileName()).replace(".java", "")))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().size() > 1)
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> folders = Files.list(ModuleMap.checkout())) {
      return folders
          .map(folder -> folder.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .flatMap(SimpleNamesTest::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
