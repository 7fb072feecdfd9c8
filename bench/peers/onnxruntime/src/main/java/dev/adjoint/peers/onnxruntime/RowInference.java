package dev.adjoint.peers.onnxruntime;

import ai.onnxruntime.OrtSession;
import dev.adjoint.bench.workload.Library.Calls;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/// W7.
final class RowInference implements Calls {

  private static final long[] ROW = {1, Sizes.PIXELS};

  private final Answers answers;
  private final FloatBuffer memory =
      ByteBuffer.allocateDirect(Sizes.PIXELS * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();

  RowInference(OrtSession session) {
    answers = new Answers(session);
  }

  @Override
  public float[] images() {
    return Batch.images();
  }

  @Override
  public void logits(float[] image, float[] logits) {
    memory.put(0, image);
    answers.of(memory, ROW, 0, logits);
  }
}
