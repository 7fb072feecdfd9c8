package dev.adjoint.peers.dl4j;

import dev.adjoint.bench.workload.Library.Calls;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/// W7.
final class RowInference implements Calls {

  private final MultiLayerNetwork model = Networks.logits();
  private final INDArray row = Nd4j.create(DataType.FLOAT, 1, Sizes.PIXELS);

  RowInference() {
    model.init();
    InitialWeights.load(model, Workload.W7);
  }

  @Override
  public float[] images() {
    return Batch.images();
  }

  @Override
  public void logits(float[] image, float[] logits) {
    row.data().setData(image);
    try (INDArray result = model.output(row, false)) {
      for (int i = 0; i < logits.length; i++) {
        logits[i] = result.getFloat(i);
      }
    }
  }
}
