/// Loops over primitive arrays, threads, and the only home of the Vector API.
module dev.adjoint.kernel {
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports dev.adjoint.kernel to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.attention to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.convolution to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.elementwise to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.fourier to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.index to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.linalg to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.matmul to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.normalization to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.pooling to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.recording to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.recurrent to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.reduce to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.softmax to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.strided to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.tune to
      dev.adjoint.bench,
      dev.adjoint.cli;
  exports dev.adjoint.kernel.update to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.work to
      dev.adjoint.tensor,
      dev.adjoint.bench;
}
