package dev.adjoint.tensor.op.normalization;

import dev.adjoint.kernel.normalization.BatchNormGivenCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;
import org.jspecify.annotations.Nullable;

/// Batch normalisation with a given mean and variance: `y = (x − μ) / √(v + ε) · a + b`.
///
/// Shapes: x `[N, C, …]`, mean μ, variance v, gain a and bias b `[C]`, y as x. Inputs: x, μ and v,
/// or x, μ, v, a and b.
///
/// Gradient, with `r = 1 / √(v + ε)`: for x `g·a·r`, for μ `−Σ g·a·r`, for v `−½ Σ g·a·(x − μ)·r³`,
/// for a `Σ g·(x − μ)·r` and for b `Σ g`, where the sums are over the elements of a channel.
///
/// Source: Ioffe and Szegedy 2015. The same as PyTorch's `batch_norm` in inference.
///
/// @param epsilon ε, added to the variance
public record BatchNormGivenOp(double epsilon) implements Operation {

  /// Checks the range of ε.
  public BatchNormGivenOp {
    Epsilon.require("batch norm", epsilon);
  }

  @Override
  public Applied apply(Tensor... inputs) {
    BatchNormOp.requireChannels(label(), inputs, "mean", "variance", "gain", "bias");
    Tensor x = inputs[0];
    Shape shape = x.shape();
    Runs runs = Runs.along(1, shape.toArray());
    Shape each = Shape.of(runs.length());
    boolean affine = inputs.length > 3;
    Tensor gain = affine ? inputs[3] : Tensor.ones(x.elementType(), each);
    Tensor bias = affine ? inputs[4] : Tensor.zeros(x.elementType(), each);
    Tensor value = TensorMemory.allocate(x.elementType(), shape);
    new BatchNormGivenCall(
            TensorMemory.contiguous(x),
            TensorMemory.contiguous(inputs[1]),
            TensorMemory.contiguous(inputs[2]),
            TensorMemory.contiguous(gain),
            TensorMemory.contiguous(bias),
            epsilon,
            TensorMemory.view(value),
            runs.outer(),
            runs.length(),
            runs.inner())
        .run();
    return Applied.jointly(value, (g, needed) -> gradients(g, needed, inputs));
  }

  private @Nullable Tensor[] gradients(Tensor g, boolean[] needed, Tensor... inputs) {
    Shape shape = g.shape();
    int[] axes = BatchNormOp.axes(shape);
    Tensor r = inputs[2].add(epsilon).pow(-0.5);
    Tensor scale = inputs.length > 3 ? r.multiply(inputs[3]) : r;
    @Nullable Tensor[] result = new Tensor[inputs.length];
    if (needed[0]) {
      result[0] = g.multiply(BatchNormOp.along(shape, scale));
    }
    if (needed[1]) {
      result[1] = g.sum(axes).multiply(scale).negative();
    }
    boolean centred = needed[2] || (inputs.length > 3 && needed[3]);
    if (centred) {
      Tensor d = inputs[0].subtract(BatchNormOp.along(shape, inputs[1]));
      Tensor along = g.multiply(d).sum(axes);
      result[2] = along.multiply(scale).multiply(r.square()).multiply(-0.5);
      if (inputs.length > 3) {
        result[3] = along.multiply(r);
      }
    }
    if (inputs.length > 3) {
      result[4] = g.sum(axes);
    }
    return result;
  }
}
