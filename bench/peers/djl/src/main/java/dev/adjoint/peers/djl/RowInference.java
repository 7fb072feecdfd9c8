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

  private final NDManager manager;
  private final Block block = Networks.mlp();
  private final ParameterStore store;

  RowInference() {
    Model model = Djl.model();
    manager = model.getNDManager();
    store = new ParameterStore(manager, false);
    model.setBlock(block);
    block.initialize(manager, DataType.FLOAT32, ROW);
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
    try (NDManager scope = manager.newSubManager()) {
      NDList row = new NDList(scope.create(image, ROW));
      float[] result = block.forward(store, row, false).singletonOrThrow().toFloatArray();
      System.arraycopy(result, 0, logits, 0, logits.length);
    }
  }
}
