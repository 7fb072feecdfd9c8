package dev.adjoint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The map of the modules, as a page of documentation shows it: which modules each one uses.
///
/// The map is the table whose first column is headed "module" (or "模块"). The first column names the
/// modules and the last one what they use. Modules that may use anything have no arrows here.
record ModuleMap(Map<String, List<String>> arrows, List<String> free) {

  private static final Pattern NAME = Pattern.compile("`([a-z]+)`");
  private static final Pattern REQUIRES =
      Pattern.compile("requires\\s+(?:transitive\\s+|static\\s+)*dev\\.adjoint\\.([a-z]+);");
  private static final Pattern OF_TESTS =
      Pattern.compile(
          "<dependency>(?:(?!</dependency>).)*<scope>test</scope>.*?</dependency>", Pattern.DOTALL);
  private static final Pattern DEPENDENCY =
      Pattern.compile("<artifactId>adjoint-([a-z]+)</artifactId>");

  /// The folder of the checkout: the nearest one above the working folder that has CONTRIBUTING.md.
  static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CONTRIBUTING.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no checkout above");
    }
    return folder;
  }

  static ModuleMap of(String page) {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    List<String> free = new ArrayList<>();
    page.lines()
        .dropWhile(line -> !line.matches("\\| (module|模块) \\|.*"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.substring(1).strip().split("\\s*\\|\\s*", -1))
        .forEach(cells -> {
          List<String> modules = names(NAME, cells[0]);
          if (cells[2].matches("any|任何模块")) {
            free.addAll(modules);
          } else {
            modules.forEach(module -> arrows.put(module, names(NAME, cells[2])));
          }
        });
    return new ModuleMap(arrows, free);
  }

  static ModuleMap read(String file) throws IOException {
    return of(Files.readString(checkout().resolve(file)));
  }

  /// What a module may use: what its row names, and what that uses.
  TreeSet<String> reachable(String module) {
    TreeSet<String> found = new TreeSet<>();
    for (String used : arrows.getOrDefault(module, List.of())) {
      found.add(used);
      found.addAll(reachable(used));
    }
    return found;
  }

  /// The modules of ours that the text of a `module-info.java` requires.
  static List<String> required(String descriptor) {
    return names(REQUIRES, descriptor);
  }

  /// The modules of ours that the text of a `pom.xml` depends on, outside of tests.
  static List<String> dependencies(String pom, String module) {
    return names(DEPENDENCY, OF_TESTS.matcher(pom).replaceAll("")).stream()
        .filter(name -> !name.equals("parent") && !name.equals(module))
        .toList();
  }

  private static List<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
