/// Loops over primitive arrays, threads, and the only home of the Vector API.
module dev.adjoint.kernel {
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports dev.adjoint.kernel to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.recording to
      dev.adjoint.tensor,
      dev.adjoint.bench;
  exports dev.adjoint.kernel.work to
      dev.adjoint.tensor,
      dev.adjoint.bench;
}
