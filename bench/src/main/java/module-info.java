/// JMH benchmarks.
module dev.adjoint.bench {
  requires dev.adjoint.kernel;
  requires dev.adjoint.nn;
  requires dev.adjoint.tensor;
  requires jmh.core;
  requires static org.jspecify;
}
