/// Tensors, their operations with derivatives of any order, and the gradient check.
module dev.adjoint.tensor {
  requires dev.adjoint.kernel;
  requires static org.jspecify;

  exports dev.adjoint.tensor;
  exports dev.adjoint.tensor.check;
  exports dev.adjoint.tensor.internal to
      dev.adjoint.bench;
}
