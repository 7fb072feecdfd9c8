package dev.adjoint.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import dev.adjoint.bench.workload.Library.Steps;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import java.util.List;

/// A training workload, its batches being arrays of the engine already.
final class Training implements Steps {

  private final NDManager manager;
  private final Trainer trainer;
  private final Loss loss;
  private final NDArray[] inputs;
  private final NDArray[] targets;

  /// @param shape of the inputs of a batch
  Training(Workload workload, Block block, Loss loss, Optimizer optimizer, long... shape) {
    this.loss = loss;
    Model model = Djl.model();
    manager = model.getNDManager();
    model.setBlock(block);
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optOptimizer(optimizer)
                .optDevices(new Device[] {Device.cpu()}));
    block.setInitializer(new ConstantInitializer(0), _ -> true);
    trainer.initialize(new Shape(shape));
    InitialWeights.load(block, workload);
    List<Batch> batches = Batch.all(workload);
    inputs = new NDArray[batches.size()];
    targets = new NDArray[batches.size()];
    for (int b = 0; b < inputs.length; b++) {
      Batch batch = batches.get(b);
      inputs[b] =
          workload == Workload.W4
              ? manager.create(batch.longTokens(), new Shape(shape))
              : manager.create(batch.inputs(), new Shape(shape));
      targets[b] =
          workload == Workload.W1
              ? manager.create(new float[] {Batch.TINY_TARGET}, new Shape(1, 1))
              : manager.create(batch.longTargets());
    }
  }

  @Override
  public void take(long step) {
    try (NDManager scope = manager.newSubManager()) {
      run(step, scope);
    }
  }

  @Override
  public double loss(long step) {
    try (NDManager scope = manager.newSubManager()) {
      return run(step, scope).getFloat();
    }
  }

  private NDArray run(long step, NDManager scope) {
    int b = (int) (step % inputs.length);
    scope.tempAttachAll(inputs[b], targets[b]);
    NDArray value;
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NDList predicted = trainer.forward(new NDList(inputs[b]));
      value = loss.evaluate(new NDList(targets[b]), predicted);
      collector.backward(value);
    }
    trainer.step();
    return value;
  }
}
