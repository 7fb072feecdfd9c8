package dev.adjoint.tensor.op.fourier;

import dev.adjoint.kernel.fourier.FourierCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;

/// `y[k] = Σⱼ x[j]·exp(∓2πi·j·k/n)` along the last axis of complex numbers `[…, n, 2]`, whose last
/// axis holds the real and the imaginary part. The exponent is negative, or positive if `backward`;
/// no factor is applied.
///
/// Gradient: the same transform of g with the other sign, as the transform is linear and its matrix
/// symmetric. Cost: about 5·n·log₂ n operations a row if n has small prime factors.
public record FourierOp(boolean backward) implements Operation {

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor value = TensorMemory.allocate(x.elementType(), x.shape());
    int n = x.shape().size(-2);
    if (x.shape().count() > 0) {
      new FourierCall(
              TensorMemory.contiguous(x),
              TensorMemory.view(value),
              x.shape().count() / (2 * n),
              n,
              backward)
          .run();
    }
    return Applied.of(value, g -> Tensor.apply(new FourierOp(!backward), g));
  }

  @Override
  public String label() {
    return "fft";
  }
}
