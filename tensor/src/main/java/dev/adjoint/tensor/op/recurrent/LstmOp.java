package dev.adjoint.tensor.op.recurrent;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.recurrent.LstmCall;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.LstmResult;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// Computes a long short-term memory for a whole sequence (Hochreiter & Schmidhuber 1997; forget
/// gate: Gers, Schmidhuber & Cummins 2000), with the gates in PyTorch's order input, forget,
/// candidate, output.
///
/// ```
/// a[t] = W · x[t] + U · h[t] + (b + d)            i, f, g, o = the four quarters of a[t]
/// c[t + 1] = σ(f) · c[t] + σ(i) · tanh(g)         h[t + 1] = σ(o) · tanh(c[t + 1])
/// ```
///
/// Shapes: x `[T, N, in]`, `h[0]` and `c[0]` `[N, H]`, W `[4H, in]`, U `[4H, H]`, and, if there are
/// biases, b and d `[4H]`. Values: `h[1] … h[T]` `[T, N, H]`, `h[T]` and `c[T]` `[N, H]`.
///
/// Gradient: one kernel computes the gradient of all a, backward through time. The gradients of W,
/// U, b, d and x are then single products and sums over all T·N rows ([LstmGradient]). For
/// derivatives of higher order, the same gradients are composed of tensor operations
/// ([LstmFormula]). Cost: 8·T·N·H·(in + H) operations forward, twice that backward.
///
/// The order of rounding is that of [dev.adjoint.kernel.recurrent.LstmCall].
///
/// @param keeps whether gates and cells of every step are kept for the gradient
public record LstmOp(boolean keeps) implements Operation {

  /// Applies the operation; keeps the values that the gradient needs only if a gradient is
  /// possible.
  public static LstmResult of(Tensor... inputs) {
    boolean keeps = false;
    for (Tensor input : inputs) {
      keeps |= input.isTracked();
    }
    Tensor[] values = Tensor.applySeveral(new LstmOp(keeps && Tensor.isGradEnabled()), inputs);
    return new LstmResult(values[0], values[1], values[2]);
  }

  static void requireShapes(Tensor... in) {
    Shape x = in[0].shape();
    Shape weight = in[3].shape();
    if (x.rank() != 3) {
      throw new ShapeException(
          "lstm",
          "x must be [T, N, in], T steps of N sequences, but is %s; unsqueeze(1) a single sequence"
              .formatted(x));
    }
    if (weight.rank() != 2 || weight.size(0) % 4 != 0) {
      throw new ShapeException(
          "lstm",
          "the input weight must be [4H, in], four gates of H rows, but is %s; check the layer sizes"
              .formatted(weight));
    }
    if (weight.size(1) != x.size(2)) {
      throw new ShapeException(
          "lstm",
          "x has %d features but the input weight takes %d (x %s, weight %s); check the layer sizes"
              .formatted(x.size(2), weight.size(1), x, weight));
    }
    int hidden = weight.size(0) / 4;
    Shape state = Shape.of(x.size(1), hidden);
    require(in[4], Shape.of(4 * hidden, hidden), "hidden weight", x, weight);
    require(in[1], state, "first state", x, weight);
    require(in[2], state, "first cells", x, weight);
    for (int i = 5; i < in.length; i++) {
      String name = i == 5 ? "input bias" : "hidden bias";
      require(in[i], Shape.of(4 * hidden), name, x, weight);
    }
  }

  private static void require(Tensor given, Shape needed, String name, Shape x, Shape weight) {
    if (!given.shape().equals(needed)) {
      throw new ShapeException(
          "lstm",
          "the %s must be %s but is %s (x %s, input weight %s); check the layer sizes"
              .formatted(name, needed, given.shape(), x, weight));
    }
  }

  @Override
  public Applied apply(Tensor... inputs) {
    ElementTypeException.requireFloating(label(), inputs[0]);
    for (Tensor input : inputs) {
      ElementTypeException.requireSame(label(), inputs[0], input);
    }
    requireShapes(inputs);
    ElementType type = inputs[0].elementType();
    Shape sizes = inputs[0].shape();
    int steps = sizes.size(0);
    int batch = sizes.size(1);
    int in = sizes.size(2);
    int hidden = inputs[1].shape().size(1);
    View joint =
        TensorMemory.view(TensorMemory.allocate(type, Shape.of(steps + 1, batch, in + hidden)));
    Tensor cells = TensorMemory.allocate(type, Shape.of(keeps ? steps + 1 : 1, batch, hidden));
    Tensor gates = TensorMemory.allocate(type, Shape.of(keeps ? steps : 0, batch, 4 * hidden));
    new LstmCall(
            rows(inputs[0]),
            TensorMemory.contiguous(inputs[1]),
            TensorMemory.contiguous(inputs[2]),
            TensorMemory.contiguous(inputs[3]),
            TensorMemory.contiguous(inputs[4]),
            bias(inputs),
            joint,
            TensorMemory.view(cells),
            keeps ? TensorMemory.view(gates) : null)
        .run();
    int step = batch * (in + hidden);
    int[] strides = {step, in + hidden, 1};
    View output = joint.with(joint.offset() + step + in, new int[] {steps, batch, hidden}, strides);
    View last =
        joint.with(
            joint.offset() + steps * step + in,
            new int[] {batch, hidden},
            new int[] {in + hidden, 1});
    Tensor[] values = {
      TensorMemory.wrap(output),
      copy(type, last),
      copy(type, TensorMemory.view(cells.select(0, keeps ? steps : 0)))
    };
    LstmGradient gradient =
        new LstmGradient(inputs, joint, TensorMemory.view(cells), TensorMemory.view(gates));
    return Applied.ofSeveral(
        values,
        (g, needed) ->
            Tensor.isGradEnabled() || !keeps
                ? LstmFormula.gradients(inputs, g)
                : gradient.of(g, needed));
  }

  /// A copy of the last state, so that a reference to it does not keep the whole sequence in
  /// memory.
  private static Tensor copy(ElementType type, View view) {
    Tensor copy = TensorMemory.allocate(type, Shape.of(view.sizes()));
    new CopyCall(view, TensorMemory.view(copy)).run();
    return copy;
  }

  /// The view of a sequence, copied if the stride of its last axis is not 1.
  static View rows(Tensor sequence) {
    View view = TensorMemory.view(sequence);
    return view.strides()[2] == 1 ? view : TensorMemory.contiguous(sequence);
  }

  private static View bias(Tensor[] inputs) {
    Tensor sum =
        TensorMemory.allocate(inputs[3].elementType(), Shape.of(inputs[3].shape().size(0)));
    if (inputs.length > 5) {
      new BinaryCall(
              Binary.ADD,
              TensorMemory.view(inputs[5]),
              TensorMemory.view(inputs[6]),
              TensorMemory.view(sum))
          .run();
    }
    return TensorMemory.view(sum);
  }
}
