package dev.adjoint.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The rules for packages and names inside the kernel module.
final class KernelArchitectureTest {
  private static final JavaClasses KERNEL =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.adjoint.kernel", "dev.adjoint.tensor");

  private static final String VECTOR = "jdk\\.incubator\\.vector\\.\\w*Vector(Mask)?";

  @Test
  void filesUseTheVectorModuleIfAndOnlyIfTheirNameSaysSo() {
    var named = names(KernelArchitectureTest::saysVector);
    var using = names(KernelArchitectureTest::usesVectors);

    assertThat(using).hasSizeGreaterThan(50).isEqualTo(named);
  }

  /// The JVM compiles a vector in a loop for the class that it has seen at this place. A second
  /// class, even for a few calls, makes vectors of all kernels objects.
  @Test
  void onlyTwoClassesChooseSpecies() {
    assertThat(choices(type -> !file(type).matches("VectorLanes|VectorRegisters"))).isEmpty();
    assertThat(choices(type -> true)).isNotEmpty();
  }

  /// A vector that a method returns is an object unless the compiler inlines the method, which
  /// depends on what it has compiled before. Only constants may come from a method.
  @Test
  void vectorsDoNotCrossMethods() {
    assertThat(returned(call -> !call.getOrigin().getName().equals("<clinit>"))).isEmpty();
    assertThat(returned(call -> true)).isNotEmpty();
  }

  @Test
  void packagesHaveNoCycle() {
    slices().matching("dev.adjoint.(kernel..)").should().beFreeOfCycles().check(KERNEL);
    assertThat(
            KERNEL.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("dev.adjoint.kernel"))
                .distinct())
        .hasSizeGreaterThan(18);
  }

  /// Of a family, callers see its calls and what these take: options and programs.
  @Test
  void tensorSeesCallsRecordingAndThreads() {
    noClasses()
        .that(resideInAnyPackage("dev.adjoint.tensor.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.adjoint.kernel..")
                .and(
                    resideOutsideOfPackages(
                        "dev.adjoint.kernel",
                        "dev.adjoint.kernel.recording",
                        "dev.adjoint.kernel.work"))
                .and(not(nameMatching(".*(Call|Options|Program)(\\$.*)?"))))
        .check(KERNEL);
  }

  /// Accesses to species of one width. Species with the width of another one are harmless.
  private static Set<String> choices(Predicate<JavaClass> from) {
    return KERNEL.stream()
        .filter(from)
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .filter(access -> access.getTargetOwner().getPackageName().equals("jdk.incubator.vector"))
        .filter(access -> access.getTarget().getName().matches("SPECIES_.*|of.*|withShape"))
        .filter(access -> !access.getTargetOwner().getSimpleName().equals("VectorShuffle"))
        .map(JavaAccess::getDescription)
        .collect(toCollection(TreeSet::new));
  }

  /// Calls of methods of the kernel module that return a vector.
  private static Set<String> returned(Predicate<JavaMethodCall> which) {
    return KERNEL.stream()
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(call -> call.getTargetOwner().getPackageName().startsWith("dev.adjoint.kernel"))
        .filter(call -> call.getTarget().getRawReturnType().getName().matches(VECTOR))
        .filter(which)
        .map(JavaAccess::getDescription)
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> names(Predicate<JavaClass> is) {
    return KERNEL.stream()
        .filter(type -> type.getPackageName().startsWith("dev.adjoint.kernel"))
        .filter(is)
        .map(KernelArchitectureTest::file)
        .collect(toCollection(TreeSet::new));
  }

  private static boolean saysVector(JavaClass type) {
    return file(type).startsWith("Vector");
  }

  private static boolean usesVectors(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(d -> d.getTargetClass().getPackageName().startsWith("jdk.incubator"));
  }

  /// The name of the source file that declares a class.
  private static String file(JavaClass type) {
    return type.getName().substring(type.getPackageName().length() + 1).split("\\$", 2)[0];
  }
}
