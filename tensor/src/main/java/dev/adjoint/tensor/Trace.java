package dev.adjoint.tensor;

import dev.adjoint.kernel.Storage;
import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// All operations of some work, in order, for explanations and pictures.
public final class Trace {

  /// One operation as it ran.
  ///
  /// @param inputs a parameter's `value()` among them shows the present value of the parameter, not
  ///   the value when the operation ran
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

  /// The bytes of memory that the results take together. Results that share memory count once;
  /// results that share memory with a tensor from before the work do not count.
  public long bytes() {
    Set<Object> before = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Object> results = Collections.newSetFromMap(new IdentityHashMap<>());
    long bytes = 0;
    for (Step step : steps) {
      for (Tensor input : step.inputs()) {
        Object array = input.view().storage().array();
        if (!results.contains(array)) {
          before.add(array);
        }
      }
      Storage storage = step.result().view().storage();
      if (!before.contains(storage.array()) && results.add(storage.array())) {
        bytes += (long) storage.length() * step.result().elementType().bytes();
      }
    }
    return bytes;
  }

  private void add(Operation operation, Tensor[] inputs, Tensor result, String path) {
    steps.add(new Step(operation, List.of(inputs), result, path));
  }
}
