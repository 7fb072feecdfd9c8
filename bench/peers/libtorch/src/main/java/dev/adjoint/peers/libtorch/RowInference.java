package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Library.Calls;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import dev.adjoint.peers.Weight;
import dev.adjoint.peers.Weights;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// W7, without the bookkeeping of derivatives.
final class RowInference implements Calls {

  private final Tensor[] weights = new Tensor[3];
  private final TensorOptional[] biases = new TensorOptional[3];
  private final FloatPointer memory = new FloatPointer(Sizes.PIXELS);
  private final Tensor row = torch.from_blob(memory, 1, Sizes.PIXELS);

  // Holds for this thread until the process ends.
  @SuppressWarnings("unused")
  private final InferenceMode mode = new InferenceMode();

  RowInference() {
    List<Weight> all = Weights.of(Workload.W7);
    for (int layer = 0; layer < weights.length; layer++) {
      Weight weight = all.get(2 * layer);
      Weight bias = all.get(2 * layer + 1);
      weights[layer] = Tensors.of(weight.values(), weight.shape());
      biases[layer] = new TensorOptional(Tensors.of(bias.values(), bias.shape()));
    }
  }

  @Override
  public float[] images() {
    return Batch.images();
  }

  @Override
  public void logits(float[] image, float[] logits) {
    try (PointerScope _ = new PointerScope()) {
      memory.put(image, 0, image.length);
      Tensor h = torch.relu_(torch.linear(row, weights[0], biases[0]));
      h = torch.relu_(torch.linear(h, weights[1], biases[1]));
      Tensors.copy(torch.linear(h, weights[2], biases[2]), logits);
    }
  }
}
