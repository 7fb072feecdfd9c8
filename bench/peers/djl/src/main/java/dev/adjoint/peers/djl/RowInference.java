package dev.adjoint.peers.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.adjoint.bench.workload.Library.Calls;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;

/// W7, without the bookkeeping of derivatives.
final class RowInference implements Calls {

  private static final Shape ROW = new Shape(1, Sizes.PIXELS);

  private final Model model = Djl.model(); // Its finalizer closes all that it made.
  private final ParameterStore store = new ParameterStore(model.getNDManager(), false);

  RowInference() {
    Block block = Networks.mlp();
    model.setBlock(block);
    block.initialize(model.getNDManager(), DataType.FLOAT32, ROW);
    InitialWeights.load(block, Workload.W7);
    block.freezeParameters(true);
    for (Parameter parameter : block.getParameters().values()) {
      parameter.getArray().setRequiresGradient(false);
    }
  }

  @Override
  public float[] images() {
    return Batch.images();
  }

  @Override
  public void logits(float[] image, float[] logits) {
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDList row = new NDList(scope.create(image, ROW));
      NDList output = model.getBlock().forward(store, row, false);
      float[] result = output.singletonOrThrow().toFloatArray();
      System.arraycopy(result, 0, logits, 0, logits.length);
    }
  }
}
