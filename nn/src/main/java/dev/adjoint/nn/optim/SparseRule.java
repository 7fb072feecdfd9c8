package dev.adjoint.nn.optim;

import dev.adjoint.tensor.UpdateFormula;
import java.util.List;

/// An update rule for parameters with gradients of some rows, such as the table of a
/// [SparseEmbedding][dev.adjoint.nn.SparseEmbedding]: a step costs what these rows cost. Rows
/// without a gradient, and what is remembered of them, stay as they are.
public sealed interface SparseRule extends UpdateRule permits SparseSgd, SparseAdam {

  /// The name in messages.
  String name();

  /// The rate of each step.
  Schedule rate();

  /// The names of what is remembered, a number for each number of the parameter, 0 at the start.
  List<String> memories();

  /// The step of an element of a row; its memories are those of [#memories].
  UpdateFormula formula();

  /// The numbers of a step, in the order of the formula.
  ///
  /// @param gamma the rate of this step
  /// @param step the steps of the parameter, counted from 1
  double[] numbers(double gamma, long step);
}
