/// Programs that run in the build and feed the snippets of the documentation.
module dev.adjoint.examples {
  requires dev.adjoint.distributed;
  requires dev.adjoint.explain;
  requires dev.adjoint.formats;
  requires dev.adjoint.models;
  requires dev.adjoint.onnx;
  requires dev.adjoint.pipeline;
  requires dev.adjoint.serve;
  requires dev.adjoint.studio;
  requires static org.jspecify;

  opens dev.adjoint.examples to
      dev.adjoint.nn;
  opens dev.adjoint.examples.cookbook to
      dev.adjoint.nn;
  opens dev.adjoint.examples.guide to
      dev.adjoint.nn;
}
