package dev.adjoint.tensor.op.attention;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.attention.AttentionCall;
import dev.adjoint.kernel.attention.AttentionGradientCall;
import dev.adjoint.kernel.attention.AttentionOptions;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import java.util.Arrays;

/// [AttentionOp] of several heads over one projection, which contains the query, key and value of
/// all heads one after another. The heads are read and written in place, without copying.
///
/// Shapes: x `[…, T, 3·W]`, result `[…, T, W]`. Head h of H reads columns h·W/H to (h + 1)·W/H of
/// the query. The key follows W columns later, and the value 2·W columns later. The head writes the
/// same columns of the result. The scores are scaled by `1/√(W/H)`.
///
/// Gradient: that of [AttentionOp] for each head, in the layout of x. For derivatives of higher
/// order, it is composed of tensor operations.
///
/// @param heads H, which divides W
/// @param causal whether a position sees only itself and earlier positions
public record SelfAttentionOp(int heads, boolean causal) implements Operation {

  private int width(Shape x) {
    if (x.rank() < 2) {
      throw new ShapeException(
          "self attention",
          "x must be […, T, 3·W], query, key and value of each position side by side, but is %s; unsqueeze it"
              .formatted(x));
    }
    if (heads < 1 || x.size(-1) == 0 || x.size(-1) % (3 * heads) != 0) {
      throw new ShapeException(
          "self attention",
          "the last axis of x has size %d, which is not query, key and value of %d equal heads (x %s); check the number of heads"
              .formatted(x.size(-1), heads, x));
    }
    return x.size(-1) / 3;
  }

  private AttentionOp each(int width) {
    return new AttentionOp(causal, 1 / Math.sqrt((double) width / heads));
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label(), x);
    Shape shape = x.shape();
    int width = width(shape);
    int[] sizes = shape.toArray();
    sizes[sizes.length - 1] = width;
    Tensor value = TensorMemory.allocate(x.elementType(), Shape.of(sizes));
    Tensor logSum = TensorMemory.allocate(x.elementType(), rows(sizes));
    AttentionOptions how = new AttentionOptions(causal, each(width).scale());
    new AttentionCall(
            part(TensorMemory.view(x), 0, width),
            part(TensorMemory.view(x), 1, width),
            part(TensorMemory.view(x), 2, width),
            null,
            how,
            part(TensorMemory.view(value), 0, width),
            TensorMemory.view(logSum))
        .run();
    return Applied.jointly(
        value,
        (g, y, _) ->
            new Tensor[] {
              Tensor.isGradEnabled() ? composed(x, g, width) : gradient(x, g, y, logSum, how)
            });
  }

  /// `[…, H, T]`.
  private Shape rows(int[] value) {
    int[] sizes = value.clone();
    int last = sizes.length - 1;
    sizes[last] = value[last - 1];
    sizes[last - 1] = heads;
    return Shape.of(sizes);
  }

  private Tensor gradient(Tensor x, Tensor g, Tensor y, Tensor logSum, AttentionOptions how) {
    int width = y.shape().size(-1);
    Tensor gradient = TensorMemory.allocate(x.elementType(), x.shape());
    new AttentionGradientCall(
            part(TensorMemory.view(g), 0, width),
            part(TensorMemory.view(x), 0, width),
            part(TensorMemory.view(x), 1, width),
            part(TensorMemory.view(x), 2, width),
            null,
            how,
            part(TensorMemory.view(y), 0, width),
            TensorMemory.view(logSum),
            part(TensorMemory.view(gradient), 0, width),
            part(TensorMemory.view(gradient), 1, width),
            part(TensorMemory.view(gradient), 2, width))
        .run();
    return gradient;
  }

  /// The heads `[…, H, T, W/H]` of a part of the last axis.
  private View part(View x, int part, int width) {
    int last = x.sizes().length - 1;
    int[] sizes = Arrays.copyOf(x.sizes(), last + 2);
    int[] strides = Arrays.copyOf(x.strides(), last + 2);
    int each = width / heads;
    int step = x.strides()[last];
    sizes[last - 1] = heads;
    sizes[last] = x.sizes()[last - 1];
    sizes[last + 1] = each;
    strides[last - 1] = each * step;
    strides[last] = x.strides()[last - 1];
    strides[last + 1] = step;
    return x.with(x.offset() + part * width * step, sizes, strides);
  }

  private Tensor composed(Tensor x, Tensor g, int width) {
    Tensor[] parts = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      parts[i] = split(x.slice(-1, i * width, (i + 1) * width));
    }
    Tensor[] gradients = AttentionFormula.gradients(each(width), parts, split(g));
    for (int i = 0; i < 3; i++) {
      gradients[i] = gradients[i].transpose(-3, -2).flatten(-2, -1);
    }
    return Tensor.concat(-1, gradients);
  }

  private Tensor split(Tensor x) {
    return x.unflatten(-1, heads, x.shape().size(-1) / heads).transpose(-3, -2);
  }
}
