package dev.adjoint.peers.tf;

import dev.adjoint.peers.Sizes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// The models of W1, W2 and W3.
final class Networks {

  private Networks() {}

  static Operand<TFloat32> tiny(Variables in, Operand<TFloat32> x) {
    return in.linear(in.ops().nn.relu(in.linear(x, "fc1")), "fc2");
  }

  static Operand<TFloat32> mlp(Variables in, Operand<TFloat32> x) {
    Ops ops = in.ops();
    Operand<TFloat32> h = ops.nn.relu(in.linear(x, "fc1"));
    return in.linear(ops.nn.relu(in.linear(h, "fc2")), "fc3");
  }

  static Operand<TFloat32> cnn(Variables in, Operand<TFloat32> x) {
    Ops ops = in.ops();
    Operand<TFloat32> h = convolution(in, convolution(in, x, "conv1"), "conv2");
    Operand<TInt32> two = in.sizes(1, 2, 2, 1);
    h = ops.nn.maxPool(h, two, two, "VALID");
    h = ops.reshape(h, in.sizes(-1, Sizes.DIGIT_CHANNELS * Sizes.DIGIT_PLACES));
    return in.linear(ops.nn.relu(in.linear(h, "fc1")), "fc2");
  }

  private static Operand<TFloat32> convolution(Variables in, Operand<TFloat32> x, String name) {
    Ops ops = in.ops();
    Operand<TFloat32> filtered = in.filter(x, name, 1, "VALID");
    return ops.nn.relu(ops.nn.biasAdd(filtered, in.get(name + ".bias")));
  }
}
