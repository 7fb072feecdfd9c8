package dev.adjoint.tensor;

import dev.adjoint.kernel.recording.Tape;
import dev.adjoint.tensor.autograd.Backward;
import dev.adjoint.tensor.autograd.RecordingGate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Work on tensors that is recorded once for each set of input shapes and replayed from then on:
/// what [RecordedStep] and [RecordedFunction] share.
final class RecordedWork {

  /// How many recordings are kept, one for each set of shapes; the least recently used one goes
  /// first.
  private static final int MOST = 4;

  private final Work work;
  private final boolean gradients;
  private final boolean strict;
  private final List<Recording> recent = new ArrayList<>();
  private final RecordedRandom random = new RecordedRandom();
  private @Nullable String refusal;

  /// What is computed from the inputs. With gradients, the first result is the loss.
  @FunctionalInterface
  interface Work {
    Tensor[] of(RandomGenerator random, Tensor... inputs);
  }

  /// @param gradients whether the work is a step, whose first result is the loss
  /// @param strict whether work that cannot be recorded fails; otherwise it runs unrecorded
  RecordedWork(Work work, boolean gradients, boolean strict) {
    this.work = work;
    this.gradients = gradients;
    this.strict = strict;
  }

  /// Why the work runs unrecorded.
  synchronized Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /// Makes the work run unrecorded from now on.
  synchronized void refuse(String reason) {
    refusal = reason;
    recent.clear();
  }

  /// @param generator what random tensors in the work are drawn from, null if there are none
  synchronized Tensor[] run(@Nullable RandomGenerator generator, Tensor... inputs) {
    return run(generator, null, inputs);
  }

  /// @param generator what random tensors in the work are drawn from, null if there are none
  /// @param complete is told by a replay of each parameter whose gradient is complete
  synchronized Tensor[] run(
      @Nullable RandomGenerator generator,
      @Nullable Consumer<Parameter> complete,
      Tensor... inputs) {
    random.present(generator);
    if (refusal != null || !RecordingGate.isOpen(gradients)) {
      return unrecorded(inputs);
    }
    for (int i = 0; i < recent.size(); i++) {
      Recording recording = recent.get(i);
      if (recording.fits(inputs)) {
        if (i > 0) {
          recent.remove(i);
          recent.add(0, recording);
        }
        return recording.run(complete, inputs);
      }
    }
    return record(inputs);
  }

  private Tensor[] unrecorded(Tensor[] inputs) {
    if (!gradients) {
      return Tensor.noGrad(() -> work.of(random, inputs));
    }
    Tensor[] results = work.of(random, inputs);
    Profile.section("backward", () -> results[0].backward());
    return detached(results);
  }

  private Tensor[] record(Tensor[] inputs) {
    recent.removeIf(recording -> recording.hasShapesOf(inputs));
    Tensor[] bound = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      requireUntracked(inputs[i], i);
      bound[i] = inputs[i].copy();
    }
    RecordingGate gate = new RecordingGate(strict);
    Map<Parameter, Tensor> found = new LinkedHashMap<>();
    List<Tensor> results = new ArrayList<>();
    Tape tape =
        gate.guarding(() -> Tape.record(() -> results.addAll(List.of(recordedWork(bound, found)))));
    found.forEach(Parameter::addGradient);
    refusal = gate.decide(tape);
    if (refusal == null) {
      if (recent.size() == MOST) {
        recent.remove(MOST - 1);
      }
      recent.add(0, new Recording(tape, bound, results, found, gate.parameters()));
    }
    return results.toArray(new Tensor[0]);
  }

  /// The work as it is recorded. A result or gradient that no kernel made, such as an input that is
  /// returned unchanged, is copied, so that all of them are in memory of this recording.
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
          results[0],
          seed,
          BackwardMode.FREE_GRAPH,
          (parameter, g) -> found.merge(parameter, g, Tensor::add));
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

  private static void requireUntracked(Tensor input, int index) {
    if (input.isTracked()) {
      throw new IllegalArgumentException(
          "record: input %d of shape %s is tracked, but no gradient goes through a recorded step; detach() it, or compute it inside of the step"
              .formatted(index, input.shape()));
    }
  }

  private static void requireNumber(Tensor loss) {
    if (loss.shape().count() != 1) {
      throw new ShapeException(
          "record",
          "the loss of a step is one number but its shape is %s; take sum() or mean()"
              .formatted(loss.shape()));
    }
  }
}
