package dev.adjoint.tensor;

/// The text of a tensor.
final class TensorText {

  private TensorText() {}

  static String of(Tensor x) {
    return x.shape() + " " + x.elementType() + " " + java.util.Arrays.toString(x.toDoubleArray());
  }
}
