package dev.adjoint.tensor.op.softmax;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.softmax.CrossEntropyGradientCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.index.Indices;

/// The gradient of [CrossEntropyOp] for its logits: `yₙⱼ = gₙ · (softmax(xₙ)ⱼ − [j = tₙ])`.
///
/// Shapes: g `[N]`, logits x `[N, K]`, target t `[N]`, result `[N, K]`.
///
/// Gradient: with h the gradient of the result and `p = softmax(x)`, for g `Σⱼ hⱼ·(pⱼ − [j = t])`,
/// for x `g · p·(h − Σⱼ hⱼ·pⱼ)`; none for the target.
public record CrossEntropyGradientOp() implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor g = inputs[0];
    Tensor x = inputs[1];
    Tensor target = inputs[2];
    Shape shape = x.shape();
    int rows = shape.size(0);
    int classes = shape.size(1);
    View index =
        Indices.checked(label(), target, classes, "the classes of logits %s".formatted(shape));
    Tensor value = TensorMemory.allocate(x.elementType(), shape);
    new CrossEntropyGradientCall(
            TensorMemory.contiguous(x),
            index,
            TensorMemory.contiguous(g),
            TensorMemory.view(value),
            rows,
            classes)
        .run();
    return Applied.of(value, h -> forGradient(h, x, target), h -> forLogits(h, g, x), null);
  }

  private static Tensor forGradient(Tensor h, Tensor x, Tensor target) {
    Tensor chosen = h.gather(1, target.unsqueeze(1)).squeeze(1);
    return h.multiply(x.softmax(1)).sum(1).subtract(chosen);
  }

  private static Tensor forLogits(Tensor h, Tensor g, Tensor x) {
    Tensor p = x.softmax(1);
    Tensor centred = h.subtract(h.multiply(p).sum(KeepAxes.YES, 1));
    return p.multiply(centred).multiply(g.unsqueeze(1));
  }
}
