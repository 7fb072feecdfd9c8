package dev.adjoint.peers.onnxruntime;

import ai.onnxruntime.OrtSession;
import dev.adjoint.bench.workload.Library.Network;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/// W14 to W16.
final class BatchInference implements Network {

  private final Answers answers;
  private final boolean isFlat;
  private final float[] images;
  private final FloatBuffer memory;

  BatchInference(OrtSession session, Workload workload) {
    answers = new Answers(session);
    isFlat = workload == Workload.W14;
    images = Batch.images(workload);
    memory =
        ByteBuffer.allocateDirect(images.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
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
    memory.clear().put(images, 0, count).flip();
    float[] logits = new float[batch * Sizes.CLASSES];
    answers.of(memory, shape, 0, logits);
    return logits;
  }
}
