package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages that users read say nothing that is not so: each block of Java occurs in compiled
/// code, each link leads somewhere, each decision is in the index.
final class DocumentationTest {
  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "." : "..");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern DECISION = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(docs, top)
          .filter(file -> file.toString().endsWith(".md"))
          // Decisions show what was weighed, also code that was not taken.
          .filter(file -> !file.toString().contains("decisions/0"))
          .sorted()
          .toList();
    }
  }

  /// The code of all modules and examples, without blanks and without the marks of regions.
  private static List<String> code() throws IOException {
    List<String> code = new ArrayList<>();
    try (Stream<Path> files = Files.find(ROOT, 20, (file, _) -> isSource(file))) {
      for (Path file : files.toList()) {
        code.add(squeezed(Files.readString(file)));
      }
    }
    return code;
  }

  private static boolean isSource(Path file) {
    String name = file.toString().replace('\\', '/');
    return name.endsWith(".java") && name.contains("/src/main/java/") && !name.contains("/target/");
  }

  private static String squeezed(String code) {
    return code.replaceAll("(?m)^\\s*// @(start|end).*$", "").replaceAll("\\s+", "");
  }

  @Test
  void everyBlockOfJavaOccursInCompiledCode() throws IOException {
    List<String> code = code();
    List<String> unknown = new ArrayList<>();
    int blocks = 0;
    for (Path page : pages()) {
      Matcher block = JAVA.matcher(Files.readString(page));
      while (block.find()) {
        blocks++;
        String expected = squeezed(block.group(1));
        if (code.stream().noneMatch(file -> file.contains(expected))) {
          unknown.add(page + ":\n" + block.group(1));
        }
      }
    }
    assertThat(unknown).as("blocks of Java that stand in no file under src/main/java").isEmpty();
    assertThat(blocks).as("blocks of Java in all pages").isGreaterThan(3);
  }

  @Test
  void everyLinkToAFileLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains(":")
            && !Files.exists(page.toAbsolutePath().resolveSibling(target).normalize())) {
          broken.add(page + " → " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void theIndexOfDecisionsIsCompleteAndEachNumberIsGivenOnce() throws IOException {
    Path folder = ROOT.resolve("docs/decisions");
    List<String> files;
    try (Stream<Path> list = Files.list(folder)) {
      files =
          list.map(file -> String.valueOf(file.getFileName()))
              .filter(name -> DECISION.matcher(name).matches())
              .sorted()
              .toList();
    }
    String index = Files.readString(folder.resolve("README.md"));
    List<String> listed = new ArrayList<>();
    Matcher link = LINK.matcher(index);
    while (link.find()) {
      if (DECISION.matcher(link.group(1)).matches()) {
        listed.add(link.group(1));
      }
    }
    assertThat(listed).as("docs/decisions/README.md, in the order of numbers").isEqualTo(files);
    List<String> numbers = files.stream().map(name -> name.substring(0, 4)).toList();
    assertThat(numbers).doesNotHaveDuplicates();
    for (int number = 1; number <= numbers.size(); number++) {
      String text = "%04d".formatted(number);
      assertThat(numbers.contains(text) || index.contains("Number " + text + " was never used"))
          .as("decision %s is there or the index says why not", text)
          .isTrue();
    }
    assertThat(new TreeSet<>(numbers)).hasSizeGreaterThan(10);
  }
}
