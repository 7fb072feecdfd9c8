package dev.adjoint.explain.trace;

import dev.adjoint.tensor.Operation;
import java.util.List;

/// An operation of the forward pass of a traced step.
///
/// @param index its number in the trace, in the order in which operations ran
/// @param operation the operation with its attributes
/// @param path the layer that was running, empty outside a model
/// @param inputs the numbers of its input values
/// @param outputs the numbers of the values that it computed; mostly one
/// @param tracked for each input, whether a gradient may flow back to it
public record TracedOperation(
    int index,
    Operation operation,
    String path,
    List<Integer> inputs,
    List<Integer> outputs,
    List<Boolean> tracked) {

  /// Copies the lists.
  public TracedOperation {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    tracked = List.copyOf(tracked);
  }

  /// The name of the operation, such as `linear`.
  public String label() {
    return operation.label();
  }
}
