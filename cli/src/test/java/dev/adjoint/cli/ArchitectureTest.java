package dev.adjoint.cli;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The map of the modules and the rules of style that a program can check.
final class ArchitectureTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.adjoint");

  /// What each module may use: our own packages, then those of others. The JDK is free to all.
  private static final Map<String, List<String>> MAP =
      Map.of(
          "kernel", List.of(),
          "tensor", List.of("dev.adjoint.kernel.."),
          "nn", List.of("dev.adjoint.tensor.."),
          "data", List.of("dev.adjoint.tensor..", "de.siegmar.fastcsv.."),
          "formats", List.of("dev.adjoint.tensor..", "tools.jackson.."),
          "train",
              List.of(
                  "dev.adjoint.tensor..",
                  "dev.adjoint.nn..",
                  "dev.adjoint.data..",
                  "dev.adjoint.formats.."),
          "pipeline",
              List.of(
                  "dev.adjoint.tensor..",
                  "dev.adjoint.nn..",
                  "dev.adjoint.data..",
                  "dev.adjoint.formats..",
                  "dev.adjoint.train..",
                  "tools.jackson.."),
          "plot", List.of("org.eclipse.elk..", "org.eclipse.emf.."),
          "explain",
              List.of(
                  "dev.adjoint.tensor..",
                  "dev.adjoint.nn..",
                  "dev.adjoint.data..",
                  "dev.adjoint.plot.."),
          "cli",
              List.of(
                  "dev.adjoint.tensor..",
                  "dev.adjoint.nn..",
                  "dev.adjoint.data..",
                  "dev.adjoint.formats..",
                  "dev.adjoint.train..",
                  "dev.adjoint.pipeline..",
                  "dev.adjoint.plot..",
                  "dev.adjoint.explain..",
                  "picocli..",
                  "tools.jackson..",
                  "com.fasterxml.jackson.annotation.."));

  /// How many classes each module has at least, so that no rule can pass by looking at nothing.
  private static final Map<String, Long> AT_LEAST =
      Map.of(
          "kernel",
          80L,
          "tensor",
          90L,
          "nn",
          40L,
          "data",
          45L,
          "formats",
          8L,
          "train",
          15L,
          "pipeline",
          25L,
          "plot",
          60L,
          "explain",
          40L,
          "cli",
          30L);

  private static final String[] EMPTY_WORDS = {
    "Manager",
    "Factory",
    "Helper",
    "Util",
    "Utils",
    "Impl",
    "Base",
    "Abstract",
    "Default",
    "Provider",
    "Common"
  };

  @Test
  void seesTheClassesOfEveryModule() {
    var count = PROGRAM.stream().collect(groupingBy(ArchitectureTest::module, counting()));

    assertThat(count).containsOnlyKeys(MAP.keySet());
    assertThat(AT_LEAST)
        .allSatisfy((module, least) -> assertThat(count.get(module)).isGreaterThanOrEqualTo(least));
  }

  @Test
  void modulesUseOnlyWhatTheMapAllows() {
    MAP.forEach((module, allowed) -> {
      var own = "dev.adjoint." + module + "..";
      var free =
          Stream.of("java..", "javax..", "jdk..", "com.sun.management..", "org.jspecify..", "");
      classes()
          .that()
          .resideInAPackage(own)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  Stream.of(free, allowed.stream(), Stream.of(own))
                      .flatMap(packages -> packages)
                      .toArray(String[]::new)))
          .check(PROGRAM);
    });
  }

  @Test
  void onlyTheKernelsUseTheVectorModule() {
    noClasses()
        .that(resideOutsideOfPackages("dev.adjoint.kernel.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("jdk.incubator.."))
        .check(PROGRAM);
  }

  /// In `tensor`, the package of the operations needs the kernels' view of a tensor, so there it
  /// shows.
  @Test
  void signaturesForUsersShowNoKernelAndNoLibrary() {
    var hidden =
        resideInAnyPackage(
            "dev.adjoint.kernel..",
            "jdk.incubator..",
            "de.siegmar..",
            "tools.jackson..",
            "org.eclipse..");
    noMethods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat(
            resideOutsideOfPackages("dev.adjoint.kernel..", "dev.adjoint.tensor..")
                .and(modifier(PUBLIC)))
        .should()
        .haveRawReturnType(hidden)
        .orShould()
        .haveRawParameterTypes(anyElementThat(hidden))
        .check(PROGRAM);
  }

  @Test
  void onlyTheProgramPrintsAndExits() {
    noClasses()
        .that(resideOutsideOfPackages("dev.adjoint.cli.."))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(PROGRAM);
  }

  @Test
  void namesEndInWordsThatCarryMeaning() {
    for (var word : EMPTY_WORDS) {
      noClasses().should().haveSimpleNameEndingWith(word).check(PROGRAM);
    }
  }

  @Test
  void typesAreInterfacesRecordsEnumsOrConcreteClasses() {
    noClasses()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .should()
        .haveModifier(JavaModifier.ABSTRACT)
        .check(PROGRAM);
  }

  @Test
  void randomnessIsAnArgument() {
    noClasses()
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .orShould()
        .callConstructor(Random.class)
        .check(PROGRAM);
  }

  @Test
  void exceptionsSayWhatKindTheyAre() {
    GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(PROGRAM);
  }

  @Test
  void packagesAreNullMarked() {
    var unmarked =
        PROGRAM.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(place -> !place.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName);

    assertThat(unmarked).isEmpty();
  }

  private static String module(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }
}
