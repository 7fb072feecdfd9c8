package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Runs work in which [Parameter#value] gives other tensors, on this thread.
///
/// The tensors may be tracked: derivatives go through them to what they were computed from, and the
/// parameters that they stand for get no gradient.
public final class Substitution {

  private Substitution() {}

  /// The result of `work` with these tensors as the values of these parameters. Inside another
  /// substitution the inner one counts.
  ///
  /// @throws ShapeException if a tensor has another shape than its parameter
  /// @throws ElementTypeException if it has another element type
  public static <T> T run(Map<Parameter, Tensor> values, Supplier<T> work) {
    Require.present("run", "values", values);
    Require.present("run", "work", work);
    values.forEach(Substitution::requireFits);
    Map<Parameter, Tensor> outer = ThreadContext.current().substitutes();
    // Parameters are equal only to themselves.
    Map<Parameter, Tensor> all = new HashMap<>();
    if (outer != null) {
      all.putAll(outer);
    }
    all.putAll(values);
    return ThreadContext.substituting(all, work);
  }

  private static void requireFits(Parameter parameter, Tensor value) {
    String name = parameter.name().isEmpty() ? "the parameter" : parameter.name();
    if (!value.shape().equals(parameter.shape())) {
      throw new ShapeException(
          "substitute",
          "%s has shape %s but its replacement has %s; give a tensor of the parameter's shape"
              .formatted(name, parameter.shape(), value.shape()));
    }
    ElementTypeException.requireSame(
        "substitute", name, parameter.memory(), "the tensor in its place", value);
  }
}
