/// Tensors, their operations with derivatives of any order, and the gradient check.
module dev.adjoint.tensor {
  requires dev.adjoint.kernel;
  requires static org.jspecify;

  exports dev.adjoint.tensor;
  exports dev.adjoint.tensor.check;
  exports dev.adjoint.tensor.internal to
      dev.adjoint.bench;
  exports dev.adjoint.tensor.op.attention to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.convolution to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.elementwise to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.fourier to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.index to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.linalg to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.matmul to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.movement to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.normalization to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.pooling to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.recurrent to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.reduce to
      dev.adjoint.onnx;
  exports dev.adjoint.tensor.op.softmax to
      dev.adjoint.onnx;
}
