/// The HTTP core, and the prediction server with its page.
module dev.adjoint.serve {
  requires transitive dev.adjoint.pipeline;
  requires java.desktop;
  requires jdk.httpserver;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports dev.adjoint.serve;
  exports dev.adjoint.serve.http;
  exports dev.adjoint.serve.input;
  exports dev.adjoint.serve.model;
}
