package dev.adjoint.tensor.op.normalization;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.normalization.LayerNormCall;
import dev.adjoint.kernel.normalization.LayerNormGradientCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Layer normalisation over the last axes: `y = (x − μ) / √(v + ε) · a + b`, with the mean μ and
/// the variance `v = Σ (x − μ)² / n` of the n numbers along these axes.
///
/// Shapes: x `[…, over]`, gain a and bias b `[over]`, y as x. Inputs: x; x and a; or x, a and b.
///
/// Gradient, with `x̂ = (x − μ) · r`, `r = 1 / √(v + ε)` and `h = g·a`: for x `r · (h − mean(h) −
/// x̂ · mean(h·x̂))`, for a the sum of `g·x̂`, for b the sum of g, over the leading axes.
///
/// Source: Ba, Kiros and Hinton 2016. The same as PyTorch's `layer_norm`.
///
/// @param over the sizes of the last axes
/// @param epsilon ε, added to the variance
public record LayerNormOp(Shape over, double epsilon) implements Operation {

  /// Checks the range of ε.
  public LayerNormOp {
    Epsilon.require("layer norm", epsilon);
  }

  private void requireFits(Shape x) {
    boolean fits = over.rank() > 0 && over.rank() <= x.rank();
    for (int axis = 1; fits && axis <= over.rank(); axis++) {
      fits = over.size(-axis) == x.size(-axis);
    }
    if (!fits) {
      throw new ShapeException(
          label(),
          "x is %s but the layer normalises the last axes %s; the last sizes of x must be these"
              .formatted(x, over));
    }
  }

  private void requireSame(String name, Tensor x, Tensor part) {
    ElementTypeException.requireSame(label(), x, part);
    if (!part.shape().equals(over)) {
      throw new ShapeException(
          label(),
          "the %s is %s but the layer normalises the last axes %s; give one number for each element of them"
              .formatted(name, part.shape(), over));
    }
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    requireFits(x.shape());
    if (inputs.length > 1) {
      requireSame("gain", x, inputs[1]);
    }
    if (inputs.length > 2) {
      requireSame("bias", x, inputs[2]);
    }
    int length = over.count();
    int rows = length == 0 ? 0 : x.shape().count() / length;
    Tensor gain = inputs.length > 1 ? inputs[1] : Tensor.ones(x.elementType(), over);
    Tensor bias = inputs.length > 2 ? inputs[2] : Tensor.zeros(x.elementType(), over);
    Tensor value = TensorMemory.allocate(x.elementType(), x.shape());
    Tensor mean = TensorMemory.allocate(x.elementType(), Shape.of(rows));
    Tensor scale = TensorMemory.allocate(x.elementType(), Shape.of(rows));
    View from = TensorMemory.contiguous(x);
    new LayerNormCall(
            from,
            TensorMemory.contiguous(gain),
            TensorMemory.contiguous(bias),
            epsilon,
            TensorMemory.view(value),
            TensorMemory.view(mean),
            TensorMemory.view(scale),
            rows,
            length)
        .run();
    return Applied.jointly(
        value,
        (g, _) ->
            Tensor.isGradEnabled()
                ? composed(g, inputs)
                : fused(g, from, gain, mean, scale, inputs.length));
  }

  private @Nullable Tensor[] fused(
      Tensor g, View x, Tensor gain, Tensor mean, Tensor scale, int inputs) {
    Tensor forX = TensorMemory.allocate(g.elementType(), g.shape());
    Tensor forGain = TensorMemory.allocate(g.elementType(), over);
    Tensor forBias = TensorMemory.allocate(g.elementType(), over);
    new LayerNormGradientCall(
            TensorMemory.contiguous(g),
            x,
            TensorMemory.contiguous(gain),
            TensorMemory.view(mean),
            TensorMemory.view(scale),
            TensorMemory.view(forX),
            TensorMemory.view(forGain),
            TensorMemory.view(forBias),
            mean.shape().count(),
            over.count())
        .run();
    @Nullable Tensor[] all = {forX, forGain, forBias};
    return Arrays.copyOf(all, inputs);
  }

  /// The same gradients composed of tensor operations, which can be differentiated again.
  private @Nullable Tensor[] composed(Tensor g, Tensor... inputs) {
    int[] axes = new int[over.rank()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = -1 - i;
    }
    Tensor centred = inputs[0].subtract(inputs[0].mean(KeepAxes.YES, axes));
    Tensor r = centred.square().mean(KeepAxes.YES, axes).add(epsilon).pow(-0.5);
    Tensor normal = centred.multiply(r);
    Tensor h = inputs.length > 1 ? g.multiply(inputs[1]) : g;
    Tensor rest = h.subtract(h.mean(KeepAxes.YES, axes));
    Tensor along = normal.multiply(h.multiply(normal).mean(KeepAxes.YES, axes));
    @Nullable Tensor[] all = {rest.subtract(along).multiply(r), g.multiply(normal), g};
    return Arrays.copyOf(all, inputs.length);
  }
}
