package dev.adjoint.peers.libtorch;

import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/// SGD as the C++ library has it: faster than the fused kernel on the few numbers of W1.
record PlainSgd(SGD optimizer) implements Update {

  PlainSgd(Parameters weights, double rate) {
    this(new SGD(new TensorVector(weights.all().toArray(new Tensor[0])), new SGDOptions(rate)));
  }

  @Override
  public void zeroGrad() {
    optimizer.zero_grad();
  }

  @Override
  public void step() {
    optimizer.step();
  }
}
