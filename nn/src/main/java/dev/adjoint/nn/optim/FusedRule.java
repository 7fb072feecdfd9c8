package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.ParameterUpdates;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.UpdateFormula;
import java.util.List;

/// An update rule that changes many parameters in one pass over memory.
///
/// A rule is one record: its hyperparameters, the names of the tensors that it remembers, and
/// [#update], the algorithm, whose formula is an [UpdateFormula]. The optimizer holds what is
/// remembered, saves it and loads it.
public non-sealed interface FusedRule extends UpdateRule {

  /// The name in messages, in lower case, such as `adam`.
  String name();

  /// γ as a function of the step of the training.
  Schedule rate();

  /// What is remembered of each parameter between two steps; empty for nothing.
  List<Memory> memories();

  /// Whether the saved state holds the number of steps of each parameter, under the name `step`.
  /// Without it [Members#t] is 1 at the first step of a parameter and 2 at all others.
  boolean countsSteps();

  /// One step of some parameters, in place.
  ///
  /// @param members parameters that have had the same number of steps
  /// @param gamma the rate of this step
  void update(Members members, double gamma);

  /// A tensor of the parameter's shape and element type that is remembered, 0 at the start.
  ///
  /// @param name in the saved state: PyTorch's
  /// @param isSquare whether no element can be negative, so that a saved state can be checked
  record Memory(String name, boolean isSquare) {

    /// A memory of numbers of any sign.
    public static Memory of(String name) {
      return new Memory(name, false);
    }

    /// A memory of squares.
    public static Memory ofSquares(String name) {
      return new Memory(name, true);
    }
  }

  /// The parameters of one call. Arrays with the same index belong together.
  ///
  /// @param parameters what is changed
  /// @param gradients one for each parameter; not to be kept after the call
  /// @param memories for each of [#memories], in that order, one tensor for each parameter
  /// @param t the number of this step for these parameters, from 1
  record Members(Parameter[] parameters, Tensor[] gradients, Tensor[][] memories, long t) {

    /// Applies a formula to every element; its memories are those of the rule.
    ///
    /// @param numbers the numbers of this step, in the order of the formula
    public void update(UpdateFormula formula, double... numbers) {
      ParameterUpdates.update(formula, parameters, gradients, memories, numbers);
    }
  }
}
