package dev.adjoint.peers.tf;

import dev.adjoint.peers.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/// W6: the residual network of 20 layers, on images with their channels last.
record Resnet(Variables in, Ops ops) {

  static Operand<TFloat32> logits(Variables in, Operand<TFloat32> x) {
    return new Resnet(in, in.ops()).logits(x);
  }

  private Operand<TFloat32> logits(Operand<TFloat32> x) {
    Operand<TFloat32> h = ops.nn.relu(in.batchNorm(in.filter(x, "conv1", 1, "SAME"), "bn1"));
    for (int stage = 0; stage < Sizes.STAGES; stage++) {
      for (int block = 0; block < Sizes.STAGES; block++) {
        h = block(h, "s" + stage + "b" + block + ".", stage > 0 && block == 0);
      }
    }
    return in.linear(ops.math.mean(h, in.sizes(1, 2)), "fc");
  }

  private Operand<TFloat32> block(Operand<TFloat32> x, String name, boolean down) {
    Operand<TFloat32> y =
        down ? halved(x, name + "conv1") : in.filter(x, name + "conv1", 1, "SAME");
    y = ops.nn.relu(in.batchNorm(y, name + "bn1"));
    y = in.batchNorm(in.filter(y, name + "conv2", 1, "SAME"), name + "bn2");
    Operand<TFloat32> shortcut =
        down ? in.batchNorm(in.filter(x, name + "down", 2, "VALID"), name + "downbn") : x;
    return ops.nn.relu(ops.math.add(y, shortcut));
  }

  /// Stride 2 with a padding of one on all sides: `SAME` would pad on one only, and with `EXPLICIT`
  /// TensorFlow's own gradient forgets the padding and fails.
  private Operand<TFloat32> halved(Operand<TFloat32> x, String name) {
    int[][] around = {{0, 0}, {1, 1}, {1, 1}, {0, 0}};
    Operand<TFloat32> padded = ops.pad(x, ops.constant(around), ops.constant(0f));
    return in.filter(padded, name, 2, "VALID");
  }
}
