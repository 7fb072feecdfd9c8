package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Substitution;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Applies a model with given tensors in place of its parameters (`torch.func.functional_call`):
/// the weights come from another network (hypernetworks, Ha et al. 2017) or from a step of training
/// that is itself differentiated (MAML, Finn et al. 2017).
///
/// ```java
/// Map<String, Tensor> adapted = new LinkedHashMap<>();
/// parameters.byName().forEach((path, p) -> adapted.put(path, p.value().subtract(slope(p))));
/// Tensor y = FunctionalCall.of(model, adapted, x, Pass.INFERENCE);
/// ```
///
/// **Gradient**: derivatives of any order go through the given tensors; the parameters that they
/// stand for get none. Parameters that are not given keep their own values and gradients. Buffers
/// stay those of the model.
public final class FunctionalCall {

  private FunctionalCall() {}

  /// The output of a layer for x with these values of its parameters.
  ///
  /// @param values by the paths of [Parameters], tied weights under any of them; each of the shape
  ///   and element type of its parameter
  /// @throws IllegalArgumentException naming every path that does not fit
  public static Tensor of(Layer model, Map<String, Tensor> values, Tensor x, Pass pass) {
    Require.given("functional call", "the model", model);
    Require.given("functional call", "the pass", pass, Pass.FIX);
    return of(model, values, () -> model.forward(x, pass));
  }

  /// The result of any work with a model in which its parameters have these values, on this thread.
  ///
  /// @param values by the paths of [Parameters]
  /// @throws IllegalArgumentException naming every path that does not fit
  public static <T> T of(Object model, Map<String, Tensor> values, Supplier<T> work) {
    Require.given("functional call", "the work", work);
    Require.given("functional call", "the map of values", values);
    Parameters parameters = Parameters.of(model);
    Map<Parameter, Tensor> given = new HashMap<>();
    List<String> problems = new ArrayList<>();
    values.forEach((path, value) -> {
      Require.tensor("functional call", "the value of " + path, value);
      Parameter parameter = parameters.find(path);
      if (parameter == null) {
        problems.add("%s is not a parameter of the model".formatted(path));
      } else {
        Shape shape = parameter.shape();
        if (!value.shape().equals(shape)) {
          problems.add("%s is %s in the model but %s".formatted(path, shape, value.shape()));
        }
        given.put(parameter, value);
      }
    });
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "functional call: the values do not fit the model: %s; name the parameters as Parameters.of(model) does"
              .formatted(String.join("; ", problems)));
    }
    return Substitution.run(given, work);
  }
}
