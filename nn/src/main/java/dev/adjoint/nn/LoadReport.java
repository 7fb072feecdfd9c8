package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import java.util.ArrayList;
import java.util.List;

/// How weights fit a model, path by path.
///
/// @param missing what the model has and the weights have not, each with its shape
/// @param unexpected what the weights have and the model has not, each with its shape
/// @param misshapen what both have in different shapes, each with both
public record LoadReport(List<String> missing, List<String> unexpected, List<String> misshapen) {

  /// Copies the lists.
  public LoadReport {
    missing = Require.list("load report", "the list of missing weights", missing);
    unexpected = Require.list("load report", "the list of unexpected weights", unexpected);
    misshapen = Require.list("load report", "the list of misshapen weights", misshapen);
  }

  /// Whether everything fits.
  public boolean isComplete() {
    return missing.isEmpty() && unexpected.isEmpty() && misshapen.isEmpty();
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    problems.addAll(misshapen);
    missing.forEach(item -> problems.add(item + " is missing"));
    unexpected.forEach(item -> problems.add(item + " is not in the model"));
    return problems;
  }

  @Override
  public String toString() {
    return isComplete() ? "everything fits" : String.join("; ", problems());
  }
}
