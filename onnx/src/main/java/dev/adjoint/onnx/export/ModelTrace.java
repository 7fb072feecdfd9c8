package dev.adjoint.onnx.export;

import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A model as it ran once.
///
/// @param steps an operation with several results is one step
record ModelTrace(List<Step> steps, List<Tensor> inputs, List<Tensor> outputs) {

  /// One application.
  record Step(Operation operation, List<Tensor> inputs, List<Tensor> results, String path) {}

  static ModelTrace of(UnaryOperator<List<Tensor>> model, List<Tensor> inputs) {
    List<Tensor> outputs = new ArrayList<>();
    Trace trace = Trace.of(() -> outputs.addAll(Tensor.noGrad(() -> model.apply(inputs))));
    return new ModelTrace(grouped(trace.steps()), inputs, List.copyOf(outputs));
  }

  /// The results of one application follow one another in a trace.
  private static List<Step> grouped(List<Trace.Step> steps) {
    List<Step> grouped = new ArrayList<>();
    for (int i = 0; i < steps.size(); ) {
      Trace.Step first = steps.get(i);
      List<Tensor> results = new ArrayList<>();
      while (i < steps.size() && same(first, steps.get(i))) {
        results.add(steps.get(i++).result());
      }
      grouped.add(new Step(first.operation(), first.inputs(), results, first.path()));
    }
    return grouped;
  }

  /// Whether two entries come from one application: operations with several results are made again
  /// for each.
  @SuppressWarnings("ReferenceEquality") // the same application, not an equal one
  private static boolean same(Trace.Step a, Trace.Step b) {
    boolean same =
        a == b || (a.operation() == b.operation() && !(a.operation() instanceof Enum<?>));
    for (int i = 0; same && i < a.inputs().size(); i++) {
      same = i < b.inputs().size() && a.inputs().get(i) == b.inputs().get(i);
    }
    return same;
  }
}
