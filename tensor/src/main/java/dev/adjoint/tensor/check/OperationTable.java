package dev.adjoint.tensor.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The gradient check of every operation: the table that is published.
public final class OperationTable {

  private OperationTable() {}

  /// All checks of one row.
  ///
  /// @param orders the highest order checked; 0 where there is no gradient by definition
  /// @param cases the number of sets of inputs
  public record Line(String operation, int orders, int cases, List<Verdict> verdicts) {

    /// Whether every check passed.
    public boolean passed() {
      return verdicts.stream().allMatch(Verdict::passed);
    }

    /// The largest error of an order, 0 where that order was not checked.
    public double error(int order) {
      return verdicts.stream()
          .filter(verdict -> verdict.order() == order)
          .mapToDouble(Verdict::error)
          .max()
          .orElse(0);
    }
  }

  /// The rows, family by family.
  public static List<OperationRow> rows() {
    return Stream.of(
            ElementwiseRows.rows(),
            ActivationRows.rows(),
            MovementRows.rows(),
            IndexRows.rows(),
            ReduceRows.rows(),
            MatmulRows.rows(),
            LinalgRows.rows(),
            FourierRows.rows(),
            AttentionRows.rows(),
            ConvolutionRows.rows(),
            NormalizationRows.rows(),
            PoolingRows.rows(),
            ImageRows.rows(),
            RecurrentRows.rows())
        .flatMap(List::stream)
        .toList();
  }

  /// Checks every row; each has its own generator, so a row gives the same numbers alone.
  public static List<Line> check(long seed) {
    List<Line> lines = new ArrayList<>();
    for (OperationRow row : rows()) {
      lines.add(check(row, seed));
    }
    return lines;
  }

  /// Checks one row.
  public static Line check(OperationRow row, long seed) {
    List<Verdict> verdicts = row.check(new SplittableRandom(seed ^ row.operation().hashCode()));
    int cases = verdicts.size() / Math.max(row.orders(), 1);
    return new Line(row.operation(), row.orders(), cases, verdicts);
  }
}
