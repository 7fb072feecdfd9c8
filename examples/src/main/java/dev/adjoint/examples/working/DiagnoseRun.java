package dev.adjoint.examples.working;

import module dev.adjoint.explain;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Says what is wrong with a run, and whether the cure helps.
public final class DiagnoseRun {

  private DiagnoseRun() {}

  /// The diagnosis as lines for a terminal.
  ///
  /// @param steps how many steps a branch is trained
  public static List<String> run(Path folder, int steps) {
    TrainingSetup setup = RunSetup.of(folder);
    Diagnosis diagnosis = Diagnosis.of(setup.with(setup.background().withSteps(steps)));
    return DiagnosisText.of(diagnosis, Locale.ENGLISH, false);
  }

  /// Prints it.
  ///
  /// @param arguments the folder of the run
  public static void main(String[] arguments) {
    run(Path.of(arguments[0]), 100).forEach(System.out::println);
  }
}
