package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Library.Network;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W14 to W17, without the bookkeeping of derivatives; images with their channels last.
final class BatchInference implements Network {

  // Holds for this thread until the process ends.
  @SuppressWarnings("unused")
  private final InferenceMode mode = new InferenceMode();

  private final Parameters weights;
  private final Model.Classifier model;
  private final float[] images;
  private final Workload workload;

  BatchInference(Workload workload) {
    this.workload = workload;
    weights = Parameters.of(workload, workload != Workload.W14);
    images = Batch.images(workload);
    model =
        switch (workload) {
          case W14 -> new Mlp(weights);
          case W15 -> new Resnet(weights, false);
          case W16 -> new Mobile(weights, false);
          case W17 -> new LargeResnet(weights);
          default -> throw new IllegalArgumentException(workload + " has no network for images");
        };
  }

  @Override
  public float[] images() {
    return images;
  }

  @Override
  public float[] logits(int batch) {
    long[] shape = Sizes.batch(workload, batch);
    int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    float[] logits = new float[batch * Sizes.CLASSES];
    try (PointerScope _ = new PointerScope();
        FloatPointer memory = new FloatPointer(count)) {
      memory.put(images, 0, count);
      Tensor x = weights.ordered(torch.from_blob(memory, shape));
      Tensors.copy(model.logits(x), logits);
    }
    return logits;
  }
}
