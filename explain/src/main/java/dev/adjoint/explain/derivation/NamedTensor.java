package dev.adjoint.explain.derivation;

import dev.adjoint.plot.graph.NodeKind;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;

/// The name and the role of a tensor in a computation.
public record NamedTensor(String name, NodeKind kind, Tensor tensor) {

  /// A value given from outside.
  public static NamedTensor input(String name, Tensor tensor) {
    return new NamedTensor(name, NodeKind.INPUT, tensor);
  }

  /// A parameter with its current value.
  public static NamedTensor parameter(String name, Parameter parameter) {
    return new NamedTensor(name, NodeKind.PARAMETER, parameter.value());
  }

  /// An intermediate value, which an operation computes.
  public static NamedTensor between(String name, Tensor tensor) {
    return new NamedTensor(name, NodeKind.OPERATION, tensor);
  }

  /// The result of the graph.
  public static NamedTensor output(String name, Tensor tensor) {
    return new NamedTensor(name, NodeKind.OUTPUT, tensor);
  }
}
