package dev.adjoint.tensor;

import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// A training step that is recorded once and then replayed, to the same bits: forward, loss and
/// gradients without building a graph, and without allocating memory.
///
/// ```java
/// RecordedStep step =
///     RecordedStep.of((x, t) -> criterion.of(model.forward(x, pass), t));
/// for (Batch batch : batches) {
///   optimizer.zeroGrad();
///   Tensor loss = step.run(batch.features(), batch.target());
///   optimizer.step();
/// }
/// ```
///
/// A run does what `loss.backward()` does: it adds to the gradients of the parameters. The first
/// run with inputs of certain shapes computes as usual and records every kernel call. Later runs
/// replay these calls with the new inputs and the current values of the parameters. The recordings
/// of the last four sets of shapes are kept, so a shorter last batch costs no new recording.
///
/// Java code in the function runs when the step is recorded, and not when it is replayed. Work that
/// a replay would get wrong is refused with a [RecordingException]: reading numbers (`item()`),
/// random numbers from other generators than that of [#withRandom], gradient hooks, an optimizer's
/// step. Branches on Java variables keep the direction that they took when the step was recorded,
/// and tensors from outside keep the value that they had.
///
/// In anomaly mode, while a [Trace] or a [Profile] is made, and inside another recording, the
/// function is called as usual. A step can be used from any thread; runs come one after another.
public final class RecordedStep {

  private final RecordedWork.Work work;
  private final RecordedWork recorded;

  private RecordedStep(RecordedWork.Work work, RecordedWork recorded) {
    this.work = work;
    this.recorded = recorded;
  }

  private static RecordedStep strict(RecordedWork.Work work) {
    return new RecordedStep(work, new RecordedWork(work, true, true));
  }

  /// A step from an input and a target to the loss, a single number.
  public static RecordedStep of(BinaryOperator<Tensor> loss) {
    Require.present("of", "loss", loss);
    return of(inputs -> new Tensor[] {loss.apply(input(inputs, 0), input(inputs, 1))});
  }

  /// A step from any number of inputs to the loss and other results.
  public static RecordedStep of(Work work) {
    Require.present("of", "work", work);
    return strict((_, inputs) -> complete(inputs, () -> work.of(inputs)));
  }

  /// A step that draws random tensors, such as those of dropout. They come from the generator that
  /// the work gets, which draws from the one given to each run.
  public static RecordedStep withRandom(RandomWork work) {
    Require.present("withRandom", "work", work);
    return strict((random, inputs) -> complete(inputs, () -> work.of(random, inputs)));
  }

  /// The same step, which runs unrecorded instead of failing where it cannot be recorded;
  /// [#refusal()] then gives the reason.
  @CheckReturnValue
  public RecordedStep wherePossible() {
    return new RecordedStep(work, new RecordedWork(work, true, false));
  }

  /// The same step, which always runs unrecorded, for a reason that only the caller knows: for
  /// instance a layer that changes its own Java fields. [#refusal()] gives the reason back.
  @CheckReturnValue
  public RecordedStep unrecorded(String reason) {
    Require.present("unrecorded", "reason", reason);
    RecordedWork unrecorded = new RecordedWork(work, true, false);
    unrecorded.refuse(reason);
    return new RecordedStep(work, unrecorded);
  }

  /// What a step computes: first the loss, a single number, then other results.
  @FunctionalInterface
  public interface Work {
    Tensor[] of(Tensor... inputs);
  }

  /// The same with random tensors.
  @FunctionalInterface
  public interface RandomWork {
    Tensor[] of(RandomGenerator random, Tensor... inputs);
  }

  /// Runs the step: adds to the gradients of the parameters and returns the loss.
  ///
  /// @throws RecordingException if the step cannot be recorded
  public Tensor run(Tensor... inputs) {
    Require.allPresent("run", "inputs", inputs);
    return recorded.run(null, inputs)[0];
  }

  /// Runs the step and returns all results.
  public Tensor[] runAll(Tensor... inputs) {
    Require.allPresent("runAll", "inputs", inputs);
    return recorded.run(null, inputs);
  }

  /// Runs a step with random tensors, which are drawn from this generator, and returns all results.
  public Tensor[] runAll(RandomGenerator random, Tensor... inputs) {
    Require.present("runAll", "random", random);
    Require.allPresent("runAll", "inputs", inputs);
    return recorded.run(random, inputs);
  }

  /// Does the same and says, while a replay goes on, which gradients are complete, for instance to
  /// send them while the others are computed.
  ///
  /// @param complete gets each parameter with a new gradient, once, on this thread, in the order in
  ///   which the backward pass ends with them; it may read the gradient
  ///   ([Parameter#passingGradient]) and must not compute with tensors. The first run with inputs
  ///   of certain shapes, and a step that runs unrecorded, tell it nothing.
  public Tensor[] runAll(RandomGenerator random, Consumer<Parameter> complete, Tensor... inputs) {
    Require.present("runAll", "random", random);
    Require.present("runAll", "complete", complete);
    Require.allPresent("runAll", "inputs", inputs);
    return recorded.run(random, complete, inputs);
  }

  /// Why this step runs unrecorded: the operation that cannot be replayed and what to do instead.
  /// Empty as long as no reason is known; the first run of a step finds it.
  public Optional<String> refusal() {
    return recorded.refusal();
  }

  private static Tensor input(Tensor[] inputs, int index) {
    if (inputs.length != 2) {
      throw new IllegalArgumentException(
          "run: the step takes 2 inputs, x and the target, but got %d; give both, or use RecordedStep.of with a function of all inputs"
              .formatted(inputs.length));
    }
    return inputs[index];
  }

  /// Runs the work and says what is missing where it reads beyond the inputs.
  private static Tensor[] complete(Tensor[] inputs, Supplier<Tensor[]> work) {
    try {
      return work.get();
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "run: the step was given %d inputs but its work asks for more (%s); give run(…) one tensor for each input that the work uses"
              .formatted(inputs.length, e.getMessage()),
          e);
    }
  }
}
