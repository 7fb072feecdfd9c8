package dev.adjoint.tensor;

import dev.adjoint.kernel.recording.Tape;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What is found out while a thread records a step, beside the calls on its [Tape].
///
/// A recorded step is run again without Java coming past, so whatever would tie it to the numbers
/// of this one run is refused: reads into Java, random draws, hooks.
final class Capture {

  private final boolean strict;
  private final Set<Parameter> parameters = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable String refusal;

  /// @param strict whether a refusal is thrown at once; else the step goes on to its end, and
  ///   [#refusal()] says why it cannot be run again
  Capture(boolean strict) {
    this.strict = strict;
  }

  /// Refuses an operation if this thread is recording.
  ///
  /// @param text what it does that a recorded step cannot, and the fix
  static void refuse(String operation, String text) {
    if (Tape.isRecording()) {
      Capture capture = Ambient.current().capture;
      if (capture != null && capture.refusal == null) {
        capture.refusal = "capture: %s %s".formatted(operation, text);
        if (capture.strict) {
          throw new CaptureException(capture.refusal);
        }
      }
    }
  }

  /// Refuses a read into Java if this thread is recording.
  static void refuseReading(String operation) {
    refuse(
        operation,
        "takes numbers out of the step, which a recorded step would not do again; return the tensor from the step and read it there");
  }

  /// Refuses random numbers if this thread is recording, but for those from the generator that each
  /// run is given.
  ///
  /// @param random the generator, or null where they cannot be part of a recording at all
  static void refuseDrawing(String operation, @Nullable RandomGenerator random) {
    if (!(random instanceof StepRandom)) {
      refuse(
          operation,
          "draws random numbers, which a recorded step would repeat; draw them outside and give them to the step as an input, or use the generator of CompiledStep.withRandom");
    }
  }

  /// Tells the recording of this thread, if there is one, that it depends on a parameter.
  static void uses(Parameter parameter, Tensor value) {
    if (Tape.isRecording()) {
      Tape.hold(value.view().storage());
      Capture capture = Ambient.current().capture;
      if (capture != null) {
        capture.parameters.add(parameter);
      }
    }
  }

  Set<Parameter> parameters() {
    return parameters;
  }

  @Nullable String refusal() {
    return refusal;
  }
}
