package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters that share a rule, with what the rule remembers of each of them: prepared once, so
/// that a step is hardly more than a kernel call.
sealed interface Group permits SgdGroup, AdamGroup, TensorGroup {

  /// The group of a rule.
  static Group of(UpdateRule rule, Parameter[] parameters) {
    return switch (rule) {
      case Sgd sgd -> new SgdGroup(sgd, parameters);
      case Adam(Schedule rate, double beta1, double beta2, double epsilon, double decay) ->
          new AdamGroup(parameters, rate, beta1, beta2, epsilon, decay, 0);
      case AdamW(Schedule rate, double beta1, double beta2, double epsilon, double decay) ->
          new AdamGroup(parameters, rate, beta1, beta2, epsilon, 0, decay);
      case TensorRule own -> new TensorGroup(own, parameters);
    };
  }

  /// One step.
  ///
  /// @param gradients one for each parameter, null for those that stay as they are; used up
  /// @param step counted from 1
  void step(@Nullable Tensor[] gradients, long step);

  /// Copies of what is remembered of a parameter, by PyTorch's names; empty before its first step.
  Map<String, Tensor> state(int parameter);

  /// Whether the rule remembers anything by this name.
  boolean remembers(String name);

  /// Whether it does so in a tensor of this shape.
  boolean fits(String name, Shape shape, Shape parameter);

  /// Takes over a saved state of a parameter, of which there may be none.
  void load(int parameter, Map<String, Tensor> state);

  /// The first parameter that still has a gradient, or −1.
  static int first(@Nullable Tensor[] gradients) {
    for (int i = 0; i < gradients.length; i++) {
      if (gradients[i] != null) {
        return i;
      }
    }
    return -1;
  }

  /// The chosen elements of an array; the array itself where all are chosen.
  static <T> T[] chosen(T[] all, int[] places) {
    if (places.length == all.length) {
      return all;
    }
    T[] some = Arrays.copyOf(all, places.length);
    for (int i = 0; i < places.length; i++) {
      some[i] = all[places[i]];
    }
    return some;
  }

  /// Takes the chosen gradients out.
  static Tensor[] take(@Nullable Tensor[] gradients, int[] places) {
    Tensor[] some = new Tensor[places.length];
    for (int i = 0; i < places.length; i++) {
      Tensor g = gradients[places[i]];
      if (g == null) {
        throw new IllegalStateException("step: parameter " + places[i] + " has no gradient");
      }
      some[i] = g;
      gradients[places[i]] = null;
    }
    return some;
  }

  /// The parameters with a gradient whose count is that of parameter `first`.
  static int[] alike(int first, @Nullable Tensor[] gradients, long[] counts) {
    int[] places = new int[gradients.length];
    int count = 0;
    for (int i = first; i < places.length; i++) {
      if (gradients[i] != null && counts[i] == counts[first]) {
        places[count++] = i;
      }
    }
    return count == places.length ? places : Arrays.copyOf(places, count);
  }

  /// Zeros in the shape and element type of each parameter.
  static Tensor[] zeros(Parameter[] parameters) {
    Tensor[] zeros = new Tensor[parameters.length];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = Tensor.zerosLike(parameters[i].value());
    }
    return zeros;
  }

  /// A copy of a loaded tensor in the element type of its parameter; zeros where there is none.
  static Tensor loaded(@Nullable Tensor tensor, Parameter parameter) {
    return tensor == null
        ? Tensor.zerosLike(parameter.value())
        : tensor.to(parameter.value().elementType()).copy();
  }
}
