package dev.adjoint.peers.libtorch;

import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Python's `torch.optim.SparseAdam`, which the C++ library does not have: the rows of a table that
/// have a gradient, and what is remembered of them, are taken out, changed and put back.
final class SparseAdam implements Update {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final Scalar EPSILON = new Scalar(1e-8);

  private final Tensor table;
  private final Tensor values;
  private final Tensor means;
  private final Tensor squares;
  private final SGD gradients; // Only to forget them.
  private final double rate;
  private long steps;

  SparseAdam(Tensor table, double rate) {
    this.table = table;
    this.rate = rate;
    values = table.detach();
    means = torch.zeros_like(values);
    squares = torch.zeros_like(values);
    gradients = new SGD(new TensorVector(table), new SGDOptions(0));
  }

  @Override
  public void zeroGrad() {
    gradients.zero_grad();
  }

  @Override
  public void step() {
    steps++;
    Tensor gradient = table.grad().coalesce();
    Tensor index = gradient.indices().select(0, 0);
    Tensor g = gradient.values();
    Tensor mean = means.index_select(0, index);
    mean.add_(g.sub(mean), new Scalar(1 - BETA_1));
    Tensor square = squares.index_select(0, index);
    square.add_(g.mul(g).sub_(square), new Scalar(1 - BETA_2));
    means.index_copy_(0, index, mean);
    squares.index_copy_(0, index, square);
    double share = rate * Math.sqrt(1 - Math.pow(BETA_2, steps)) / (1 - Math.pow(BETA_1, steps));
    values.index_add_(0, index, mean.div(square.sqrt_().add_(EPSILON)), new Scalar(-share));
  }
}
