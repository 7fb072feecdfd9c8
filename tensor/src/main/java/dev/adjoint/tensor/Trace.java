package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.ArrayList;
import java.util.List;

/// Everything that was computed while some work ran, in order: what explanations and pictures are
/// made from.
public final class Trace {

  /// One operation as it ran.
  ///
  /// @param inputs a parameter's `value()` among them shows what the parameter is when it is looked
  ///   at, not what it was when the operation ran
  /// @param path the layer that was running, empty outside a model
  public record Step(Operation operation, List<Tensor> inputs, Tensor result, String path) {}

  private final List<Step> steps = new ArrayList<>();

  private Trace() {}

  /// Runs `work` and returns the operations it ran on this thread. What they computed stays in
  /// memory as long as the trace does.
  public static Trace of(Runnable work) {
    Require.present("of", "work", work);
    Trace trace = new Trace();
    ThreadContext.traced(trace::add, work);
    return trace;
  }

  /// The operations in the order in which they ran.
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  private void add(Operation operation, Tensor[] inputs, Tensor result, String path) {
    steps.add(new Step(operation, List.of(inputs), result, path));
  }
}
