package dev.adjoint.cli;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
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
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.adjoint.formats.keras.KerasFile;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.train.TimeLine;
import java.io.ObjectInputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The rules of style that a program can check. [ModuleMapTest] checks the map of the modules.
///
/// Each rule is a method, so that [PlantedOffencesTest] can prove that it fails on a class that
/// breaks it.
final class ArchitectureTest {
  static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          // Not published, and free to use what they like.
          .withImportOption(location -> !location.contains("/dev/adjoint/bench/"))
          .withImportOption(location -> !location.contains("/dev/adjoint/examples/"))
          .importPackages("dev.adjoint");

  /// How many classes each module has at least, so that no rule can pass by looking at nothing.
  private static final Map<String, Long> AT_LEAST =
      Map.ofEntries(
          Map.entry("kernel", 80L),
          Map.entry("tensor", 90L),
          Map.entry("nn", 40L),
          Map.entry("models", 4L),
          Map.entry("data", 45L),
          Map.entry("formats", 8L),
          Map.entry("onnx", 40L),
          Map.entry("train", 15L),
          Map.entry("distributed", 20L),
          Map.entry("pipeline", 25L),
          Map.entry("plot", 60L),
          Map.entry("explain", 40L),
          Map.entry("serve", 30L),
          Map.entry("spark", 10L),
          Map.entry("studio", 25L),
          Map.entry("cli", 30L));

  /// The only cycles that are allowed, all with `Tensor`: each side needs the other by its
  /// definition (decision 0026).
  ///
  /// - `op`: an operation takes and gives tensors, and `Tensor` offers every operation as a method,
  ///   so that calls can be chained.
  /// - `autograd`: a tracked tensor carries its node in the graph, and a node computes gradients,
  ///   which are tensors.
  /// - `internal`: operations reach the memory of a tensor through an interface that `Tensor`
  ///   registers.
  private static final String TENSOR = "dev.adjoint.tensor";

  private static final String OPERATIONS = "dev.adjoint.tensor.op..";
  private static final String ENGINE = "dev.adjoint.tensor.autograd";
  private static final String INTERNAL = "dev.adjoint.tensor.internal";

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

    assertThat(count).containsOnlyKeys(AT_LEAST.keySet());
    assertThat(AT_LEAST)
        .allSatisfy((module, least) -> assertThat(count.get(module)).isGreaterThanOrEqualTo(least));
  }

  @Test
  void onlyTheKernelsUseTheVectorModule() {
    noVectorModuleOutside("dev.adjoint.kernel..").check(PROGRAM);
  }

  static ArchRule noVectorModuleOutside(String packages) {
    return noClasses()
        .that(resideOutsideOfPackages(packages))
        .should()
        .dependOnClassesThat(resideInAnyPackage("jdk.incubator.."));
  }

  /// A second program must not share the mistakes of the first.
  @Test
  void theCheckOfExplanationsUsesTheJdkAlone() {
    noClasses()
        .that(resideInAPackage("dev.adjoint.explain.receipt"))
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages("dev.adjoint.explain.receipt", "java..", "org.jspecify.."))
        .check(PROGRAM);
  }

  /// The packages of the operations, `tensor.internal` and `tensor.autograd` work on kernel memory
  /// and tapes; none of them is exported to users.
  @Test
  void signaturesForUsersShowNoKernelAndNoLibrary() {
    noHiddenTypesOutside("dev.adjoint.kernel..", OPERATIONS, INTERNAL, ENGINE).check(PROGRAM);
  }

  static ArchRule noHiddenTypesOutside(String... packages) {
    var hidden =
        resideInAnyPackage(
            "dev.adjoint.kernel..",
            "jdk.incubator..",
            "de.siegmar..",
            "tools.jackson..",
            "org.eclipse..");
    return noMethods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat(resideOutsideOfPackages(packages).and(modifier(PUBLIC)))
        .should()
        .haveRawReturnType(hidden)
        .orShould()
        .haveRawParameterTypes(anyElementThat(hidden));
  }

  @Test
  void packagesHaveNoCycles() {
    noCycles("dev.adjoint.(**)")
        .ignoreDependency(
            resideInAPackage(TENSOR), resideInAnyPackage(OPERATIONS, ENGINE, INTERNAL))
        .check(PROGRAM);
  }

  @Test
  void everyCycleThatIsAllowedIsStillThere() {
    var cycles = noCycles("dev.adjoint.(**)");
    for (String missing : List.of(OPERATIONS, ENGINE, INTERNAL)) {
      var others =
          Stream.of(OPERATIONS, ENGINE, INTERNAL)
              .filter(allowed -> !allowed.equals(missing))
              .toArray(String[]::new);
      assertThat(
              cycles
                  .ignoreDependency(resideInAPackage(TENSOR), resideInAnyPackage(others))
                  .evaluate(PROGRAM)
                  .getFailureReport()
                  .getDetails())
          .as("without a cycle with %s its exception must go", missing)
          .isNotEmpty();
    }
  }

  /// The engine can be read alone: it knows neither operations nor kernels, only the tape that
  /// records them.
  @Test
  void theEngineKnowsNoOperationAndNoKernel() {
    noClasses()
        .that(resideInAPackage(ENGINE))
        .should()
        .dependOnClassesThat(resideInAnyPackage(OPERATIONS))
        .orShould()
        .dependOnClassesThat(
            resideInAPackage("dev.adjoint.kernel..")
                .and(not(resideInAnyPackage("dev.adjoint.kernel", "dev.adjoint.kernel.recording"))))
        .check(PROGRAM);
  }

  static SliceRule noCycles(String packages) {
    return SlicesRuleDefinition.slices().matching(packages).should().beFreeOfCycles();
  }

  @Test
  void onlyTheProgramPrintsAndExits() {
    noPrintingOutside("dev.adjoint.cli..").check(PROGRAM);
  }

  static ArchRule noPrintingOutside(String packages) {
    return noClasses()
        .that(resideOutsideOfPackages(packages))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class);
  }

  /// Files name classes of Python and of Keras; none of these names may reach a class loader.
  @Test
  void readersOfFilesLoadNoClassByItsName() {
    noLoadingByName(
            "dev.adjoint.formats..",
            "dev.adjoint.data..",
            "dev.adjoint.onnx..",
            "dev.adjoint.train..",
            "dev.adjoint.pipeline..")
        .check(PROGRAM);
  }

  /// Nothing but the question whether jHDF is there, whose name is a constant.
  static ArchRule noLoadingByName(String... packages) {
    return noClasses()
        .that(resideInAnyPackage(packages))
        .and(not(type(KerasFile.class)))
        .should()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
        .orShould()
        .callMethod(ClassLoader.class, "loadClass", String.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class);
  }

  @Test
  void namesEndInWordsThatCarryMeaning() {
    namesThatSayNothing().forEach(rule -> rule.check(PROGRAM));
  }

  static List<ArchRule> namesThatSayNothing() {
    return Stream.of(EMPTY_WORDS)
        .<ArchRule>map(word -> noClasses().should().haveSimpleNameEndingWith(word))
        .toList();
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

  /// The annotation is in `tensor`, which `kernel` and `plot` do not use; a [TimeLine] changes
  /// itself.
  @Test
  void aCopyMustBeUsed() {
    copiesAreMarkedOutside("dev.adjoint.kernel..", "dev.adjoint.plot..")
        .check(
            PROGRAM.that(
                describe("are no time line", type -> !type.isEquivalentTo(TimeLine.class))));
  }

  /// A method `withX` returns a changed copy, so a call that drops the result is a mistake.
  static ArchRule copiesAreMarkedOutside(String... packages) {
    return methods()
        .that()
        .arePublic()
        .and()
        .areNotStatic()
        .and()
        .haveNameMatching("with([A-Z].*)?")
        .and(
            describe(
                "return their own type", method -> method.getRawReturnType() == method.getOwner()))
        .and()
        .areDeclaredInClassesThat(resideOutsideOfPackages(packages).and(modifier(PUBLIC)))
        .should()
        .beAnnotatedWith(CheckReturnValue.class)
        .orShould()
        .beDeclaredInClassesThat()
        .areAnnotatedWith(CheckReturnValue.class);
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
            .filter(part -> !part.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName);

    assertThat(unmarked).isEmpty();
  }

  static String module(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }
}
