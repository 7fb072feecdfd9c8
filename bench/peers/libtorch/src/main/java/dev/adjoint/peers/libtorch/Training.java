package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Library.Steps;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A training workload, its batches being tensors already. What a step allocates is freed at its
/// end, so JavaCPP needs no bookkeeping of its own (`runners/libtorch.sh` turns it off).
final class Training implements Steps {

  private final Model model;
  private final Update update;
  private final Tensor[] inputs;
  private final Tensor[] targets;

  /// @param shape of the inputs of a batch
  Training(Workload workload, Parameters weights, Model model, Update update, long... shape) {
    this.model = model;
    this.update = update;
    List<Batch> batches = Batch.all(workload);
    inputs = new Tensor[batches.size()];
    targets = new Tensor[batches.size()];
    for (int b = 0; b < inputs.length; b++) {
      Batch batch = batches.get(b);
      inputs[b] =
          Batch.hasTokens(workload)
              ? Tensors.of(batch.longTokens(), shape)
              : weights.ordered(Tensors.of(batch.inputs(), shape));
      targets[b] =
          workload == Workload.W1
              ? torch.full(new long[] {1, 1}, new Scalar(Batch.TINY_TARGET))
              : Tensors.of(batch.longTargets(), batch.targets().length);
    }
  }

  @Override
  public void take(long step) {
    try (PointerScope _ = new PointerScope()) {
      run(step);
    }
  }

  @Override
  public double loss(long step) {
    try (PointerScope _ = new PointerScope()) {
      return run(step).item_float();
    }
  }

  private Tensor run(long step) {
    int b = (int) (step % inputs.length);
    update.zeroGrad();
    Tensor loss = model.loss(inputs[b], targets[b]);
    loss.backward();
    update.step();
    return loss;
  }
}
