package dev.adjoint.nn;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// A cell whose state is one tensor h, which is also its output: [GruCell] or [RnnCell].
sealed interface StateCell permits GruCell, RnnCell {

  /// The features of x.
  int in();

  /// H, the numbers of h.
  int size();

  /// W, from x.
  Parameter weightInput();

  /// W x + b for all steps of x at once.
  Tensor input(Tensor x);

  /// The next state from one step of [#input] and h `[N, H]`.
  Tensor next(Tensor input, Tensor h);

  /// The parameters under PyTorch's names, each followed by `suffix`.
  Map<String, Object> named(String suffix);
}
