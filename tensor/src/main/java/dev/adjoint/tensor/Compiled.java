package dev.adjoint.tensor;

import dev.adjoint.kernel.recording.Tape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Work on tensors that is recorded for each set of input shapes that comes, and from the second
/// time on run from the recording: what [CompiledStep] and [CompiledFunction] have in common.
final class Compiled {

  /// Recordings of more shapes than this at a time are not kept: the one used least recently goes.
  private static final int MOST = 4;

  private final Work work;
  private final boolean gradients;
  private final boolean strict;
  private final List<Recorded> recent = new ArrayList<>();
  private final StepRandom random = new StepRandom();
  private @Nullable String refusal;

  /// What is computed from the inputs; with gradients, those of the first result are taken.
  @FunctionalInterface
  interface Work {
    Tensor[] of(RandomGenerator random, Tensor... inputs);
  }

  /// @param gradients whether the work is a step, whose first result is the loss
  /// @param strict whether work that cannot be recorded is refused; else it is run as usual
  Compiled(Work work, boolean gradients, boolean strict) {
    this.work = work;
    this.gradients = gradients;
    this.strict = strict;
  }

  /// Why the work is run as usual, null unless it is.
  synchronized @Nullable String refusal() {
    return refusal;
  }

  /// @param generator what random tensors in the work are drawn from, null if there are none
  synchronized Tensor[] run(@Nullable RandomGenerator generator, Tensor... inputs) {
    random.present(generator);
    Ambient ambient = Ambient.current();
    boolean observed =
        ambient.anomaly || ambient.trace != null || ambient.profile != null || Tape.isRecording();
    if (refusal != null || observed || (gradients && !ambient.recording)) {
      return plainly(inputs);
    }
    for (int i = 0; i < recent.size(); i++) {
      Recorded recorded = recent.get(i);
      if (recorded.fits(inputs)) {
        if (i > 0) {
          recent.remove(i);
          recent.add(0, recorded);
        }
        return recorded.run(inputs);
      }
    }
    return record(inputs, ambient);
  }

  private Tensor[] plainly(Tensor[] inputs) {
    if (!gradients) {
      return Tensor.noGrad(() -> work.of(random, inputs));
    }
    Tensor[] results = work.of(random, inputs);
    Profile.section("backward", () -> results[0].backward());
    return detached(results);
  }

  private Tensor[] record(Tensor[] inputs, Ambient ambient) {
    recent.removeIf(recorded -> recorded.hasShapesOf(inputs));
    Tensor[] bound = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      requireUntracked(inputs[i], i);
      bound[i] = inputs[i].copy();
    }
    Capture capture = new Capture(strict);
    Map<Parameter, Tensor> found = new LinkedHashMap<>();
    List<Tensor> results = new ArrayList<>();
    Capture before = ambient.capture;
    ambient.capture = capture;
    Tape tape;
    try {
      tape = Tape.record(() -> results.addAll(List.of(recordedWork(bound, found))));
    } finally {
      ambient.capture = before;
    }
    found.forEach(Parameter::addGradient);
    refusal = capture.refusal() == null ? tape.problem() : capture.refusal();
    if (refusal == null) {
      if (recent.size() == MOST) {
        recent.remove(MOST - 1);
      }
      recent.add(0, new Recorded(tape, bound, results, found, capture.parameters()));
    } else if (strict) {
      throw new CaptureException(refusal);
    }
    return results.toArray(new Tensor[0]);
  }

  /// The work as it is recorded. Results and gradients that are not made by a kernel, such as an
  /// input handed through, are copied: the memory of everything else belongs to this recording.
  private Tensor[] recordedWork(Tensor[] bound, Map<Parameter, Tensor> found) {
    for (Tensor input : bound) {
      Tape.hold(input.view().storage());
    }
    Tensor[] results;
    if (gradients) {
      results = work.of(random, bound.clone());
      requireNumber(results[0]);
      Tensor seed = Tensor.ones(results[0].elementType(), results[0].shape());
      Backward.toParameters(
          results[0], seed, Graph.FREE, (parameter, g) -> found.merge(parameter, g, Tensor::add));
      found.replaceAll((_, g) -> own(g));
    } else {
      results = Tensor.noGrad(() -> work.of(random, bound.clone()));
    }
    Tensor[] own = detached(results);
    for (int i = 0; i < own.length; i++) {
      own[i] = own(own[i]);
    }
    return own;
  }

  private static Tensor own(Tensor x) {
    return Tape.isTemporary(x.view().storage()) ? x : x.copy();
  }

  private static Tensor[] detached(Tensor[] results) {
    Tensor[] detached = new Tensor[results.length];
    for (int i = 0; i < detached.length; i++) {
      detached[i] = results[i].detach();
    }
    return detached;
  }

  private static void requireUntracked(Tensor input, int place) {
    if (input.isTracked()) {
      throw new IllegalArgumentException(
          "capture: input %d of shape %s is tracked, but no gradient goes through a recorded step; detach() it, or compute it inside of the step"
              .formatted(place, input.shape()));
    }
  }

  private static void requireNumber(Tensor loss) {
    if (loss.shape().count() != 1) {
      throw new ShapeException(
          "capture",
          "the loss of a step is one number but its shape is %s; take sum() or mean()"
              .formatted(loss.shape()));
    }
  }
}
