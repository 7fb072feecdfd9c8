package dev.adjoint.tensor;

import java.util.function.BinaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A training step that is recorded once and then run from the recording, to the same bits:
/// forward, loss and gradients without the work of building a graph, and without new memory.
///
/// ```java
/// CompiledStep step =
///     CompiledStep.of((x, t) -> criterion.of(model.forward(x, pass), t));
/// for (Batch batch : batches) {
///   optimizer.zeroGrad();
///   Tensor loss = step.run(batch.features(), batch.target());
///   optimizer.step();
/// }
/// ```
///
/// A run does what `loss.backward()` does: it adds to the gradients of the parameters. The first
/// run with inputs of certain shapes computes as usual and notes every kernel call; the later ones
/// make the same calls with the new inputs and the present values of the parameters. Recordings for
/// the last four sets of shapes are kept, so a shorter last batch is no trouble.
///
/// What the function does in Java happens when it is recorded and not again. What would go
/// unnoticed wrong then is refused with a [CaptureException]: reading numbers (`item()`), random
/// ones from elsewhere than [#withRandom], gradient hooks, an optimizer's step. Branches on Java
/// variables and tensors from outside, however, are what they were at the recording.
///
/// In anomaly mode, while a [Trace] is made or a [Profile] is taken, and inside of another
/// recording, the function is simply called. Safe from any thread, one run at a time.
public final class CompiledStep {

  private final Compiled.Work work;
  private final Compiled compiled;

  private CompiledStep(Compiled.Work work, boolean strict) {
    this.work = work;
    compiled = new Compiled(work, true, strict);
  }

  /// A step from an input and a target to the loss, a single number.
  public static CompiledStep of(BinaryOperator<Tensor> loss) {
    return of(inputs -> new Tensor[] {loss.apply(inputs[0], inputs[1])});
  }

  /// A step from any number of inputs to the loss and whatever else is wanted of it.
  public static CompiledStep of(Work work) {
    return new CompiledStep((_, inputs) -> work.of(inputs), true);
  }

  /// A step with random tensors in it, such as those of dropout. They are drawn from the generator
  /// that the work is given and that stands for the one given to each run.
  public static CompiledStep withRandom(RandomWork work) {
    return new CompiledStep(work::of, true);
  }

  /// The same step, but work that cannot be recorded is not refused: it is called as usual each
  /// time, and [#refusal()] says why.
  public CompiledStep wherePossible() {
    return new CompiledStep(work, false);
  }

  /// What a step computes: first the loss, a single number, then what else is wanted of it.
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
  /// @throws CaptureException if the step cannot be recorded
  public Tensor run(Tensor... inputs) {
    return compiled.run(null, inputs)[0];
  }

  /// The same, with all results.
  public Tensor[] runAll(Tensor... inputs) {
    return compiled.run(null, inputs);
  }

  /// The same for a step with random tensors, which it draws from this generator.
  public Tensor[] runAll(RandomGenerator random, Tensor... inputs) {
    return compiled.run(random, inputs);
  }

  /// Why a step that runs [#wherePossible] is called as usual; null as long as it is not.
  public @Nullable String refusal() {
    return compiled.refusal();
  }
}
