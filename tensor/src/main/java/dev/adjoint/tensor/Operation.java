package dev.adjoint.tensor;

import java.util.Locale;

/// A differentiable function of tensors: the unit of the graph.
///
/// An operation is a record (or an enum constant) whose components are its attributes only, such as
/// an axis, never arrays. To add one, implement [#apply]; it computes the value and says how a
/// gradient goes back:
///
/// ```java
/// record Cube() implements Operation {
///   public Applied apply(Tensor... inputs) {
///     Tensor x = inputs[0];
///     return Applied.of(x.multiply(x).multiply(x), g -> g.multiply(x).multiply(x).multiply(3));
///   }
/// }
/// Tensor y = Tensor.apply(new Cube(), x);
/// ```
///
/// Written with tensor operations, the derivative can itself be differentiated.
@FunctionalInterface
public interface Operation {

  /// Computes the value for these inputs, and the derivative for each of them.
  ///
  /// Runs without recording: what it computes with tensor operations does not enter the graph. The
  /// functions in the result are called during the backward pass; whatever they capture is kept
  /// until then.
  Applied apply(Tensor... inputs);

  /// The same function without any effect besides its result. An operation that also updates state
  /// when it is applied, as batch normalisation updates its running statistics, returns one that
  /// leaves the state alone. Explanations apply operations again and use this form.
  default Operation pure() {
    return this;
  }

  /// Whether elements are moved as they are, so that any element type is taken. All other
  /// operations get F16 and BF16 as F32 and their result is rounded back, and are refused I8 and
  /// U8.
  default boolean movesElements() {
    return false;
  }

  /// How the value depends on the inputs, so that forward mode can be cheap; see [Gradients#jvp].
  default Linearity linearity() {
    return Linearity.NONE;
  }

  /// The name in messages and pictures: the name of the type or constant as words, such as `index
  /// select`.
  default String label() {
    return this instanceof Enum<?> constant
        ? constant.name().replace('_', ' ').toLowerCase(Locale.ROOT)
        : TypeLabel.OF.get(getClass());
  }
}
