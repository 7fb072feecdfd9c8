package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters that share a rule, with what the rule remembers of each of them.
sealed interface Group permits FusedGroup, SparseGroup, TensorGroup {

  /// The group of a rule.
  static Group of(UpdateRule rule, Parameter[] parameters) {
    return switch (rule) {
      case FusedRule fused -> new FusedGroup(fused, parameters);
      case SparseRule sparse -> new SparseGroup(sparse, parameters);
      case TensorRule own -> new TensorGroup(own, parameters);
    };
  }

  /// The rate of a step, checked before anything changes.
  ///
  /// @throws IllegalArgumentException if the schedule gives a rate that is negative or not finite
  double rate(long step);

  /// One step.
  ///
  /// @param gradients one for each parameter, null for those that do not change; all null after it
  /// @param rate from [#rate]
  /// @param step counted from 1
  void step(@Nullable Tensor[] gradients, double rate, long step);

  /// Copies of what is remembered of a parameter, by PyTorch's names; empty before its first step.
  Map<String, Tensor> state(int parameter);

  /// Whether the rule remembers anything by this name.
  boolean remembers(String name);

  /// Whether it does so in a tensor of this shape.
  boolean fits(String name, Shape shape, Shape parameter);

  /// Refuses a saved state with values that the rule cannot have left.
  void requirePossible(String path, String name, Tensor value);

  /// Takes over a saved state of a parameter; the map may be empty.
  void load(int parameter, Map<String, Tensor> state);
}
