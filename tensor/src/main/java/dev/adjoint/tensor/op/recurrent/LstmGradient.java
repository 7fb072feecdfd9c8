package dev.adjoint.tensor.op.recurrent;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.MatmulCall;
import dev.adjoint.kernel.recurrent.LstmGradientCall;
import dev.adjoint.kernel.reduce.ReduceCall;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import org.jspecify.annotations.Nullable;

/// The gradients of [LstmOp], computed from the values that its forward pass kept.
///
/// With `da` `[T·N, 4H]` the gradient of all pre-activations and `z` `[T·N, in + H]` each input
/// followed by the state before it: `dW` and `dU` are the columns of `daᵀ · z`, `db = dd = Σ da`,
/// `dx = da · W`.
record LstmGradient(Tensor[] inputs, View joint, View cells, View gates) {

  @Nullable Tensor[] of(@Nullable Tensor[] g, boolean[] needed) {
    Kernels kernels = Kernels.active();
    ElementType type = inputs[0].elementType();
    int steps = inputs[0].shape().size(0);
    int batch = inputs[0].shape().size(1);
    int in = inputs[0].shape().size(2);
    int hidden = inputs[1].shape().size(1);
    int rows = steps * batch;
    Tensor dHidden = copy(type, Shape.of(batch, hidden), g[1]);
    Tensor dCell = copy(type, Shape.of(batch, hidden), g[2]);
    Tensor da = TensorMemory.allocate(type, Shape.of(rows, 4 * hidden));
    View sequence = View.contiguous(TensorMemory.view(da).storage(), steps, batch, 4 * hidden);
    kernels.run(
        new LstmGradientCall(
            TensorMemory.contiguous(inputs[4]),
            cells,
            gates,
            g[0] == null ? null : LstmOp.rows(g[0]),
            TensorMemory.view(dHidden),
            TensorMemory.view(dCell),
            sequence));
    @Nullable Tensor[] gradients = new Tensor[inputs.length];
    gradients[1] = dHidden;
    gradients[2] = dCell;
    if (needed[0]) {
      Tensor dx = TensorMemory.allocate(type, inputs[0].shape());
      View matrix = View.contiguous(TensorMemory.view(dx).storage(), rows, in);
      kernels.run(new MatmulCall(TensorMemory.view(da), TensorMemory.view(inputs[3]), matrix));
      gradients[0] = dx;
    }
    if (needed[3] || needed[4]) {
      View z =
          joint.with(joint.offset(), new int[] {rows, in + hidden}, new int[] {in + hidden, 1});
      Tensor product = TensorMemory.allocate(type, Shape.of(4 * hidden, in + hidden));
      kernels.run(new MatmulCall(TensorMemory.view(da.transpose()), z, TensorMemory.view(product)));
      Tensor left = product.slice(1, 0, in);
      Tensor right = product.slice(1, in);
      gradients[3] = needed[3] ? copy(type, left.shape(), left) : null;
      gradients[4] = needed[4] ? copy(type, right.shape(), right) : null;
    }
    if (inputs.length > 5 && (needed[5] || needed[6])) {
      Tensor sum = TensorMemory.allocate(type, Shape.of(4 * hidden));
      kernels.run(
          new ReduceCall(
              Reduction.SUM, TensorMemory.view(da), TensorMemory.view(sum), 1, rows, 4 * hidden));
      gradients[5] = sum;
      gradients[6] = sum;
    }
    return gradients;
  }

  /// A copy in C order, or zeros for null.
  private static Tensor copy(ElementType type, Shape shape, @Nullable Tensor from) {
    Tensor copy = TensorMemory.allocate(type, shape);
    if (from != null) {
      new CopyCall(TensorMemory.view(from), TensorMemory.view(copy)).run();
    }
    return copy;
  }
}
