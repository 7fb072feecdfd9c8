package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/// One kernel call as a value: its operands and its numbers.
///
/// A record that implements this interface is a complete kernel: its documentation defines the
/// result and the order of rounding, [#scalar()] computes it in plain Java for every element type,
/// and [#vector()] computes the same bits with the Vector API where that is faster. [#on(Operands)]
/// says what the call does to each operand, so that a call can be recorded and replayed on other
/// memory.
///
/// Callers pass correct views: equal sizes where a call requires them (broadcasting is stride 0),
/// equal element types unless stated otherwise, and outputs that share no memory with inputs. A
/// *run layout* `outer × length × inner` means that a C-ordered array is treated as `[outer,
/// length, inner]` and the kernel works along `length`. A call with the same views and numbers
/// always does the same: values that change from one training step to the next are read from a
/// view, and results are written to views.
public interface KernelCall {

  /// Computes the result in plain Java. This is the definition.
  void scalar();

  /// Computes the same bits with the Vector API, or calls the definition where vectors are not
  /// faster.
  default void vector() {
    scalar();
  }

  /// The same call on the views that `operands` returns in place of the views of this call.
  ///
  /// The implementation passes each of its views once, always in the same order, to the method of
  /// `operands` that states whether the call reads, overwrites or updates it. A call that must not
  /// be replayed passes [its reason][Operands#refuse].
  KernelCall on(Operands operands);

  /// One call that does what this call and then the next one do, with the same bits, but does not
  /// store the result between them; null if there is none. Its operands are those of this call
  /// without its result, and then those of the next one without the result of this call.
  ///
  /// @param next a call of which exactly one operand is the whole result of this call
  /// @param operand the number of that operand
  default @Nullable KernelCall joinedWith(KernelCall next, int operand) {
    return null;
  }

  /// Makes the call with the kernels that are active on this thread.
  default void run() {
    Kernels.active().run(this);
  }

  /// The name that profiles show: the name of the record in camel case, without `Call`.
  default String name() {
    String type = getClass().getSimpleName();
    String name = type.endsWith("Call") ? type.substring(0, type.length() - 4) : type;
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
