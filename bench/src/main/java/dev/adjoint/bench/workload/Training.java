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
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;

/// A training workload, ready to take steps.
public final class Training {

  private final Layer model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final Batch[] batches;
  private final Pass pass = new Pass.Training(new SplittableRandom(0));

  private Training(Layer model, Loss loss, UpdateRule rule, Batch... batches) {
    this.model = model;
    this.loss = loss;
    this.batches = batches;
    optimizer = Optimizer.of(Parameters.of(model), rule);
  }

  /// The model with its initial weights, and all its batches.
  public static Training of(Workload workload) {
    int number = workload.number();
    Weights weights = new Weights(number);
    return switch (workload) {
      case W1 ->
          new Training(TinyNet.of(weights), new SquaredErrorLoss(), new Sgd(0.1), Samples.tiny());
      case W2 ->
          new Training(
              DigitsMlp.of(weights),
              new CrossEntropyLoss(),
              new Adam(1e-3),
              Samples.classified(number, workload.batches(), workload.items(), DigitsMlp.PIXELS));
      default -> throw new IllegalArgumentException(workload + " is not a training workload");
    };
  }

  /// The same with at most so many rows in a batch: equal work in less time, for tests of equality.
  public static Training small(Workload workload, int rows) {
    Training whole = of(workload);
    for (int b = 0; b < whole.batches.length; b++) {
      whole.batches[b] = whole.batches[b].first(rows);
    }
    return whole;
  }

  /// Step number `step`, counted from 0; the loss before the update.
  public Tensor step(long step) {
    Batch batch = batches[(int) (step % batches.length)];
    optimizer.zeroGrad();
    Tensor value = loss.of(model.forward(batch.x(), pass), batch.target());
    value.backward();
    optimizer.step();
    return value;
  }

  /// The parameters.
  public Parameters parameters() {
    return Parameters.of(model);
  }
}
