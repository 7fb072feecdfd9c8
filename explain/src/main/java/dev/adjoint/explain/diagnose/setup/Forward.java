package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.data.Batch;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import dev.adjoint.train.Step;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// A forward pass, operation by operation.
///
/// @param batch the samples
/// @param operations the operations in the order in which they ran
/// @param result the loss and the outputs
public record Forward(Batch batch, List<Trace.Step> operations, Step.Result result) {

  /// Operations that only move elements or change their type.
  private static final List<String> MOVES =
      List.of(
          "reshape", "permute", "expand", "slice", "cast", "index select", "concat", "pad", "flip");

  /// The operations with one of these labels.
  public List<Trace.Step> labelled(List<String> labels) {
    return operations.stream().filter(each -> labels.contains(each.operation().label())).toList();
  }

  /// The operation that made each tensor.
  public IdentityHashMap<Tensor, Trace.Step> makers() {
    IdentityHashMap<Tensor, Trace.Step> makers = new IdentityHashMap<>();
    operations.forEach(each -> makers.put(each.result(), each));
    return makers;
  }

  /// The operation that made a tensor, where operations that only move elements are passed over.
  public Optional<Trace.Step> maker(Tensor tensor) {
    IdentityHashMap<Tensor, Trace.Step> makers = makers();
    Trace.Step maker = makers.get(tensor);
    while (maker != null && MOVES.contains(maker.operation().label())) {
      Trace.Step before = makers.get(maker.inputs().getFirst());
      if (before == null) {
        return Optional.empty();
      }
      maker = before;
    }
    return Optional.ofNullable(maker);
  }

  /// A name for an operation: the path of its layer and its label, such as `1:relu`.
  public static String name(Trace.Step operation) {
    String label = operation.operation().label();
    return operation.path().isEmpty() ? label : operation.path() + ":" + label;
  }

  /// The work of this pass in multiplications, roughly: for a product the size of the result times
  /// the number of terms of each element, for anything else the size of the result.
  public double work() {
    double work = 0;
    for (Trace.Step each : operations) {
      work += terms(each) * each.result().shape().count();
    }
    return work;
  }

  private static double terms(Trace.Step operation) {
    if (operation.inputs().size() < 2 || operation.inputs().get(1).shape().rank() < 2) {
      return 1;
    }
    Shape second = operation.inputs().get(1).shape();
    return switch (operation.operation().label()) {
      case "linear", "conv2d" -> (double) second.count() / Math.max(1, second.size(0));
      case "matmul" -> second.size(-2);
      case "lstm" -> second.size(-1);
      default -> 1;
    };
  }
}
