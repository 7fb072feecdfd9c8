package dev.adjoint.kernel;

/// One kernel call as a value: its operands and its numbers.
///
/// A record that implements this interface is all there is to a kernel: its documentation defines
/// the result and the order of rounding, [#scalar()] computes it in plain Java for every element
/// type, and [#vector()] computes it, to the same bits, with the Vector API where that is faster.
/// [#on(Operands)] says what the call does to each operand, so that a call can be recorded and
/// replayed over other memory.
///
/// Callers pass correct views: equal sizes where a call says so (broadcasting is stride 0), equal
/// element types unless said otherwise, and outputs that share no memory with inputs. A *run
/// layout* `outer × length × inner` means that a C-ordered array is seen as `[outer, length,
/// inner]` and the work goes along `length`. A call does the same each time it is made with the
/// same views and numbers: what changes from one training step to the next is read from a view, and
/// results are left in views.
public interface KernelCall {

  /// Computes the result in plain Java: the definition.
  void scalar();

  /// Computes the result with the Vector API, to the same bits; the definition where that is not
  /// faster.
  default void vector() {
    scalar();
  }

  /// The same call on the views that `operands` returns for its own.
  ///
  /// The implementation hands over each of its views once, always in the same order, by the method
  /// that says whether the call reads, overwrites or updates it. A call that must not be replayed
  /// hands over [its reason][Operands#refuse].
  KernelCall on(Operands operands);

  /// Makes the call with the kernels that are active on this thread.
  default void run() {
    Kernels.active().run(this);
  }

  /// The name that profiles show: that of the record in camel case, without `Call`.
  default String name() {
    String type = getClass().getSimpleName();
    String name = type.endsWith("Call") ? type.substring(0, type.length() - 4) : type;
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
