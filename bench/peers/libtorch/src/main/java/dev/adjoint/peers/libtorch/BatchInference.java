package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Library.Network;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W14 to W16, without the bookkeeping of derivatives; images with their channels last.
final class BatchInference implements Network {

  // Holds for this thread until the process ends.
  @SuppressWarnings("unused")
  private final InferenceMode mode = new InferenceMode();

  private final Parameters weights;
  private final Model.Classifier model;
  private final float[] images;
  private final boolean isFlat;

  BatchInference(Workload workload) {
    isFlat = workload == Workload.W14;
    weights = Parameters.of(workload, !isFlat);
    images = Batch.images(workload);
    model =
        switch (workload) {
          case W14 -> new Mlp(weights);
          case W15 -> new Resnet(weights, false);
          case W16 -> new Mobile(weights, false);
          default -> throw new IllegalArgumentException(workload + " has no network for images");
        };
  }

  @Override
  public float[] images() {
    return images;
  }

  @Override
  public float[] logits(int batch) {
    long side = Sizes.SIDE;
    long[] shape =
        isFlat ? new long[] {batch, Sizes.PIXELS} : new long[] {batch, Sizes.CHANNELS, side, side};
    int count = batch * (isFlat ? Sizes.PIXELS : Sizes.CHANNELS * Sizes.SIDE * Sizes.SIDE);
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
