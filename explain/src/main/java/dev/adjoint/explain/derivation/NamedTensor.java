package dev.adjoint.explain.derivation;

import dev.adjoint.plot.graph.Kind;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;

/// What a tensor of a computation is called, and what it is.
public record NamedTensor(String name, Kind kind, Tensor tensor) {

  /// Something given from outside.
  public static NamedTensor input(String name, Tensor tensor) {
    return new NamedTensor(name, Kind.INPUT, tensor);
  }

  /// A parameter with its present value.
  public static NamedTensor parameter(String name, Parameter parameter) {
    return new NamedTensor(name, Kind.PARAMETER, parameter.value());
  }

  /// A value on the way, which is an operation's.
  public static NamedTensor between(String name, Tensor tensor) {
    return new NamedTensor(name, Kind.OPERATION, tensor);
  }

  /// What the graph is for.
  public static NamedTensor output(String name, Tensor tensor) {
    return new NamedTensor(name, Kind.OUTPUT, tensor);
  }
}
