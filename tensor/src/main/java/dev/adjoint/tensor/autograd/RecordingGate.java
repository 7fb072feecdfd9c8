package dev.adjoint.tensor.autograd;

import dev.adjoint.kernel.recording.Tape;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordingException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The gate that decides whether work may be recorded and replayed, and keeps the reason if not.
///
/// A replay repeats kernel calls and runs no Java code, so work that ties the recording to the
/// numbers of one run is refused: reads into Java, random numbers, hooks, an optimizer's step.
/// These report to the gate while the work is recorded, and the [Tape] reports writes to foreign
/// memory. One method, [#decide], gives the reason.
public final class RecordingGate {

  private final boolean strict;
  private final Set<Parameter> parameters = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable String refusal;

  /// @param strict whether a refusal is thrown at once; otherwise the work continues, and [#decide]
  ///   gives the reason at its end
  public RecordingGate(boolean strict) {
    this.strict = strict;
  }

  /// Whether work may be recorded or replayed on this thread now. Not while each operation is
  /// observed (anomaly mode, a trace, a profile), not inside another recording and, if gradients
  /// are needed, not inside `noGrad`.
  public static boolean isOpen(boolean gradients) {
    ThreadContext context = ThreadContext.current();
    boolean observed =
        context.anomaly || context.trace != null || context.profile != null || Tape.isRecording();
    return !observed && (context.gradEnabled || !gradients);
  }

  /// Why the work on this tape cannot be replayed, null if it can.
  ///
  /// @throws RecordingException if it cannot and the gate is strict
  public @Nullable String decide(Tape tape) {
    String reason = refusal == null ? tape.problem() : refusal;
    if (reason != null && strict) {
      throw new RecordingException(reason);
    }
    return reason;
  }

  /// Refuses an operation if this thread is recording.
  ///
  /// @param text what the operation does that a replay cannot do, and the fix
  public static void refuse(String operation, String text) {
    if (Tape.isRecording()) {
      RecordingGate gate = ThreadContext.current().gate;
      if (gate != null && gate.refusal == null) {
        gate.refusal = "record: %s %s".formatted(operation, text);
        if (gate.strict) {
          throw new RecordingException(gate.refusal);
        }
      }
    }
  }

  /// Refuses a read into Java if this thread is recording.
  public static void refuseReading(String operation) {
    refuse(
        operation,
        "reads numbers into Java, which a replay would not do again; return the tensor from the step and read it after the step");
  }

  /// Runs `work` while this thread is recorded and asks this gate.
  public <T> T guarding(Supplier<T> work) {
    ThreadContext context = ThreadContext.current();
    RecordingGate before = context.gate;
    context.gate = this;
    try {
      return work.get();
    } finally {
      context.gate = before;
    }
  }

  /// Notes that the recording of this thread, if there is one, depends on a parameter.
  public static void uses(Parameter parameter, Tensor value) {
    if (Tape.isRecording()) {
      Tape.hold(TensorMemory.view(value).storage());
      RecordingGate gate = ThreadContext.current().gate;
      if (gate != null) {
        gate.parameters.add(parameter);
      }
    }
  }

  /// The parameters that the recorded work has used.
  public Set<Parameter> parameters() {
    return parameters;
  }
}
