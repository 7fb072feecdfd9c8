/// Benchmarks, and the comparison with other libraries.
module dev.adjoint.bench {
  requires dev.adjoint.explain;
  requires dev.adjoint.formats;
  requires dev.adjoint.kernel;
  requires dev.adjoint.models;
  requires dev.adjoint.nn;
  requires dev.adjoint.onnx;
  requires dev.adjoint.pipeline;
  requires dev.adjoint.plot;
  requires dev.adjoint.serve;
  requires java.desktop;
  requires java.management;
  requires java.net.http;
  requires jdk.jfr;
  requires jdk.management;
  requires dev.adjoint.tensor;
  requires jmh.core;
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  opens dev.adjoint.bench.why to
      dev.adjoint.nn;
  opens dev.adjoint.bench.workload to
      dev.adjoint.nn;
}
