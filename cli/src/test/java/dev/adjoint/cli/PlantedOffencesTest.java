package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every rule of [ArchitectureTest] refuses a class that was written to break it.
final class PlantedOffencesTest {

  private static final String ELSEWHERE = "dev.adjoint.kernel..";
  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("dev.adjoint.cli.planted");

  @Test
  void printingAndExitingAreRefused() {
    assertThat(offences(ArchitectureTest.noPrintingOutside(ELSEWHERE)))
        .anyMatch(line -> line.contains("Offender.print()"))
        .anyMatch(line -> line.contains("Offender.exit()"));
  }

  @Test
  void classesThatAreLoadedByNameAreRefused() {
    assertThat(offences(ArchitectureTest.noLoadingByName("dev.adjoint.cli.planted..")))
        .anyMatch(line -> line.contains("Offender.load("));
  }

  @Test
  void theVectorModuleIsRefused() {
    assertThat(offences(ArchitectureTest.noVectorModuleOutside(ELSEWHERE)))
        .anyMatch(line -> line.contains("jdk.incubator.vector.FloatVector"));
  }

  @Test
  void aHiddenTypeInASignatureIsRefused() {
    assertThat(offences(ArchitectureTest.noHiddenTypesOutside(ELSEWHERE)))
        .anyMatch(line -> line.contains("Offender.zeros()"));
  }

  @Test
  void aNameThatSaysNothingIsRefused() {
    assertThat(ArchitectureTest.namesThatSayNothing().stream().flatMap(r -> offences(r).stream()))
        .anyMatch(line -> line.contains("ModelHelper"));
  }

  @Test
  void aCopyWithoutAMarkIsRefused() {
    assertThat(offences(ArchitectureTest.copiesAreMarkedOutside(ELSEWHERE)))
        .anyMatch(line -> line.contains("Offender.withNothing()"));
  }

  @Test
  void aCycleOfPackagesIsRefused() {
    assertThat(offences(ArchitectureTest.noCycles("dev.adjoint.cli.planted.(**)")))
        .anyMatch(line -> line.contains("Cycle detected"));
  }

  private static List<String> offences(ArchRule rule) {
    return rule.evaluate(PLANTED).getFailureReport().getDetails();
  }
}
