package dev.adjoint.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// There is one map of the modules: README, CONTRIBUTING, the module descriptors, the POMs and the
/// compiled classes all agree.
final class ModuleMapTest {

  /// The libraries of others that a module may use. The JDK is free to all.
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "data", List.of("de.siegmar.fastcsv.."),
          "formats", List.of("tools.jackson..", "io.jhdf.."),
          "onnx", List.of("tools.jackson.."),
          "pipeline", List.of("tools.jackson.."),
          "serve", List.of("tools.jackson.."),
          "spark",
              List.of(
                  "tools.jackson..",
                  "org.apache.spark..",
                  "org.apache.hadoop..",
                  "org.slf4j..",
                  "scala.."),
          "plot", List.of("org.eclipse.elk..", "org.eclipse.emf.."),
          "cli", List.of("picocli..", "tools.jackson..", "com.fasterxml.jackson.annotation.."));

  /// Spark's jars share packages, so they cannot be modules that ours requires (decision 0048).
  private static final List<String> NO_DESCRIPTOR = List.of("spark");

  @Test
  void everyPageShowsTheSameMap() throws IOException {
    ModuleMap map = ModuleMap.read("README.md");

    assertThat(map.arrows()).hasSizeGreaterThanOrEqualTo(10);
    assertThat(ModuleMap.read("README.zh-CN.md")).isEqualTo(map);
    assertThat(ModuleMap.read("CONTRIBUTING.md")).isEqualTo(map);
  }

  @Test
  void everyModuleWithSourcesIsOnTheMap() throws IOException {
    ModuleMap map = ModuleMap.read("README.md");

    assertThat(Stream.concat(map.arrows().keySet().stream(), map.free().stream()))
        .containsExactlyInAnyOrderElementsOf(modules());
  }

  @Test
  void descriptorsAndPomsFollowTheArrows() throws IOException {
    ModuleMap map = ModuleMap.read("README.md");
    for (String module : map.arrows().keySet()) {
      if (!NO_DESCRIPTOR.contains(module)) {
        assertThat(wrong(map, module, ModuleMap.required(descriptor(module))))
            .as("module-info of " + module)
            .isEmpty();
      }
      // The tests of cli read the classes of a module that it cannot require.
      List<String> named = new ArrayList<>(ModuleMap.dependencies(pom(module), module));
      named.removeAll(NO_DESCRIPTOR);
      assertThat(wrong(map, module, named)).as("pom.xml of " + module).isEmpty();
    }
  }

  @Test
  void classesFollowTheArrowsAndEveryArrowIsUsed() throws IOException {
    ModuleMap map = ModuleMap.read("README.md");
    JavaClasses program = ArchitectureTest.PROGRAM;
    for (String module : map.arrows().keySet()) {
      onlyUses(module, map.reachable(module)).check(program);

      assertThat(
              program.stream()
                  .filter(type -> ArchitectureTest.module(type).equals(module))
                  .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                  .map(dependency -> dependency.getTargetClass().getPackageName())
                  .filter(name -> name.startsWith("dev.adjoint."))
                  .map(name -> name.split("\\.", -1)[2]))
          .as("what " + module + " uses")
          .containsAll(map.arrows().get(module));
    }
  }

  @Test
  void anArrowThatIsNotDrawnIsRefused() {
    ModuleMap map =
        ModuleMap.of(
            """
            | module | what | uses |
            |---|---|---|
            | `kernel` | loops | – |
            | `tensor` | values | `kernel` |
            | `nn` | layers | `tensor` |
            | `bench` | measures | any |
            """);

    assertThat(map.free()).containsExactly("bench");
    assertThat(map.reachable("nn")).containsExactly("kernel", "tensor");
    assertThat(wrong(map, "nn", List.of("tensor", "kernel"))).isEmpty();
    assertThat(wrong(map, "tensor", List.of("kernel", "nn"))).containsExactly("nn is not drawn");
    assertThat(wrong(map, "nn", List.of("kernel"))).containsExactly("tensor is not required");
    assertThat(
            ModuleMap.required("requires transitive dev.adjoint.nn;\n  requires dev.adjoint.data;"))
        .containsExactly("nn", "data");
  }

  @Test
  void aClassThatUsesAModuleOffTheMapIsRefused() {
    JavaClasses planted = new ClassFileImporter().importPackages("dev.adjoint.cli.planted");

    assertThat(onlyUses("cli", List.of()).evaluate(planted).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("dev.adjoint.tensor.Tensor"));
    assertThat(onlyUses("cli", List.of("tensor")).evaluate(planted).hasViolation()).isFalse();
  }

  private static ArchRule onlyUses(String module, Collection<String> ours) {
    Stream<String> free =
        Stream.of(
            "java..",
            "javax..",
            "jdk..",
            "com.sun.management..",
            "com.sun.net.httpserver..",
            "org.jspecify..",
            "");
    Stream<String> own = Stream.concat(Stream.of(module), ours.stream());
    String[] allowed =
        Stream.of(
                free,
                own.map(name -> "dev.adjoint." + name + ".."),
                LIBRARIES.getOrDefault(module, List.of()).stream())
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage("dev.adjoint." + module + "..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed));
  }

  /// How the modules that a file names differ from the map: a module must name all that its row
  /// names, and nothing that it cannot reach.
  private static List<String> wrong(ModuleMap map, String module, List<String> named) {
    List<String> row = map.arrows().getOrDefault(module, List.of());
    return Stream.concat(
            named.stream()
                .filter(name -> !map.reachable(module).contains(name))
                .map(name -> name + " is not drawn"),
            row.stream()
                .filter(name -> !named.contains(name))
                .map(name -> name + " is not required"))
        .toList();
  }

  private static List<String> modules() throws IOException {
    try (Stream<Path> folders = Files.list(ModuleMap.checkout())) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("src/main/java")))
          .map(folder -> folder.getFileName().toString())
          .toList();
    }
  }

  private static String descriptor(String module) throws IOException {
    return Files.readString(
        ModuleMap.checkout().resolve(module).resolve("src/main/java/module-info.java"));
  }

  private static String pom(String module) throws IOException {
    return Files.readString(ModuleMap.checkout().resolve(module).resolve("pom.xml"));
  }
}
