package dev.adjoint.peers.tf;

import dev.adjoint.bench.workload.Library.Calls;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/// W7.
final class RowInference implements Calls {

  private final Session session;
  private final Placeholder<TFloat32> input;
  private final Operand<TFloat32> output;
  private final TFloat32 row = Variables.floats(new float[Sizes.PIXELS], 1, Sizes.PIXELS);

  RowInference(ConfigProto options) {
    Variables in = new Variables(Workload.W7);
    input = in.ops().placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, Sizes.PIXELS)));
    output = Networks.mlp(in, input);
    session = in.session(options);
  }

  @Override
  public float[] images() {
    return Batch.images();
  }

  @Override
  public void logits(float[] image, float[] logits) {
    row.copyFrom(DataBuffers.of(image));
    try (Result result = session.runner().feed(input, row).fetch(output).run()) {
      ((TFloat32) result.get(0)).copyTo(DataBuffers.of(logits));
    }
  }
}
