package dev.adjoint.examples.working;

import module dev.adjoint.explain;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/// Expands the gradient of the first weight of a run's second step into its products.
public final class ExplainRun {

  private ExplainRun() {}

  /// The expansion as lines for a terminal.
  public static List<String> run(Path folder) {
    StepTrace step = RunTrace.of(ReplayedRun.of(folder), 2).trace();
    TracedUpdate first = step.updates().getFirst();
    List<Integer> index = Collections.nCopies(first.gradient().shape().rank(), 0);
    Expansion why = Why.of(step).explain(new Element(first.name(), true, index));
    return WhyText.of(why, 5, number -> "explain " + number);
  }

  /// Prints it.
  ///
  /// @param arguments the folder of the run
  public static void main(String[] arguments) {
    run(Path.of(arguments[0])).forEach(System.out::println);
  }
}
