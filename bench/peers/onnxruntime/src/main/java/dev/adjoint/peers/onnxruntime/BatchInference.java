package dev.adjoint.peers.onnxruntime;

import ai.onnxruntime.OrtSession;
import dev.adjoint.bench.workload.Library.Network;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/// W14 to W17.
final class BatchInference implements Network {

  private final Answers answers;
  private final Workload workload;
  private final float[] images;
  private final FloatBuffer memory;

  BatchInference(OrtSession session, Workload workload) {
    answers = new Answers(session);
    this.workload = workload;
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
    long[] shape = Sizes.batch(workload, batch);
    int count = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    memory.clear().put(images, 0, count).flip();
    float[] logits = new float[batch * Sizes.CLASSES];
    answers.of(memory, shape, 0, logits);
    return logits;
  }
}
