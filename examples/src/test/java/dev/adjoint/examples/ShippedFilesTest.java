package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What comes with the project beside code: the data sets and the BOM.
final class ShippedFilesTest {
  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "." : "..");
  private static final Set<String> UNPUBLISHED = Set.of("bom", "examples", "bench");

  @Test
  void eachDataSetIsListedWithItsLicenceAndAllAreSmall() throws IOException {
    Path folder = ROOT.resolve("datasets");
    String readme = Files.readString(folder.resolve("README.md"));
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(ShippedFilesTest::isData).toList()) {
        bytes += Files.size(file);
        Path top = folder.relativize(file).getName(0);
        assertThat(readme).as("%s is in datasets/README.md", file).contains("`" + top);
      }
    }
    assertThat(bytes).isLessThan(5_000_000);
    assertThat(readme.lines().filter(line -> line.startsWith("| `")).toList())
        .hasSize(4)
        .allSatisfy(row -> assertThat(row).containsPattern("CC0|public domain|MIT"));
  }

  @Test
  void theBomHasEveryPublishedModuleInTheVersionOfTheProject() throws IOException {
    String project = Files.readString(ROOT.resolve("pom.xml"));
    String bom = Files.readString(ROOT.resolve("bom/pom.xml"));
    List<String> modules = all("<module>([a-z]+)</module>", project);
    modules.removeAll(UNPUBLISHED);
    List<String> artifacts = all("<artifactId>adjoint-([a-z]+)</artifactId>", bom);
    artifacts.remove("bom");

    assertThat(artifacts).containsExactlyInAnyOrderElementsOf(modules);
    assertThat(all("<version>([^<$]+)</version>", bom).getFirst())
        .isEqualTo(all("<version>([^<$]+)</version>", project).getFirst());
  }

  private static boolean isData(Path file) {
    return Files.isRegularFile(file) && !file.endsWith("README.md");
  }

  private static List<String> all(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
