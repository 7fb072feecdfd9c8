package dev.adjoint.bench.workload;

import dev.adjoint.bench.workload.Samples.Batch;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.loss.SquaredErrorLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.CompiledStep;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;

/// A training workload, ready to take steps.
public final class Training {

  private final Parameters parameters;
  private final Optimizer optimizer;
  private final Step step;
  private final Batch[] batches;

  /// Forward, loss and backward of one batch; the loss.
  @FunctionalInterface
  private interface Step {
    Tensor run(Tensor x, Tensor target);
  }

  /// What a workload is made of.
  private record Parts(Layer model, Loss loss, UpdateRule rule, Batch... batches) {

    static Parts of(Workload workload) {
      int number = workload.number();
      Weights weights = new Weights(number);
      return switch (workload) {
        case W1 ->
            new Parts(TinyNet.of(weights), new SquaredErrorLoss(), new Sgd(0.1), Samples.tiny());
        case W2 ->
            new Parts(
                DigitsMlp.of(weights),
                new CrossEntropyLoss(),
                new Adam(1e-3),
                Samples.classified(
                    number, workload.batches(), workload.items(), DigitsMlp.PIXELS));
        case W3, W4, W5, W6, W7, W8 ->
            throw new IllegalArgumentException(workload + " is not a training workload");
      };
    }

    Tensor value(Tensor x, Tensor target) {
      Pass pass = new Pass.Training(new SplittableRandom(0));
      return loss.of(model.forward(x, pass), target);
    }

    Tensor eagerStep(Tensor x, Tensor target) {
      Tensor value = value(x, target);
      value.backward();
      return value;
    }
  }

  private Training(Parts parts, Step step, int rows) {
    this.step = step;
    parameters = Parameters.of(parts.model);
    optimizer = Optimizer.of(parameters, parts.rule);
    batches = new Batch[parts.batches.length];
    for (int b = 0; b < batches.length; b++) {
      batches[b] = parts.batches[b].first(rows);
    }
  }

  /// The model with its initial weights, and all its batches; the step is recorded once and then
  /// run from the recording.
  public static Training of(Workload workload) {
    return of(workload, Integer.MAX_VALUE);
  }

  /// The same with at most so many rows in a batch: equal work in less time, for tests of equality.
  static Training of(Workload workload, int rows) {
    Parts parts = Parts.of(workload);
    return new Training(parts, CompiledStep.of(parts::value)::run, rows);
  }

  /// The same without a recording: each step is built and walked back anew.
  public static Training eager(Workload workload) {
    return eager(workload, Integer.MAX_VALUE);
  }

  static Training eager(Workload workload, int rows) {
    Parts parts = Parts.of(workload);
    return new Training(parts, parts::eagerStep, rows);
  }

  /// Step number `number`, counted from 0; the loss before the update.
  public Tensor step(long number) {
    Batch batch = batches[(int) (number % batches.length)];
    optimizer.zeroGrad();
    Tensor value = step.run(batch.x(), batch.target());
    optimizer.step();
    return value;
  }

  /// The parameters.
  public Parameters parameters() {
    return parameters;
  }
}
