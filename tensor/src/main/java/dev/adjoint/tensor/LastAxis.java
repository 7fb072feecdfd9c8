package dev.adjoint.tensor;

/// Operations that work along the last axis, applied along any.
final class LastAxis {

  private LastAxis() {}

  static Tensor along(Operation operation, Tensor x, int axis) {
    int last = x.shape().rank() - 1;
    int chosen = x.shape().axis(operation.label(), axis);
    return chosen == last
        ? Tensor.apply(operation, x)
        : Tensor.apply(operation, x.transpose(chosen, last)).transpose(chosen, last);
  }
}
