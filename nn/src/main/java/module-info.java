/// Layers, initialisers, losses, optimizers, schedules and metrics.
module dev.adjoint.nn {
  requires transitive dev.adjoint.tensor;
  requires static org.jspecify;

  exports dev.adjoint.nn;
  exports dev.adjoint.nn.loss;
  exports dev.adjoint.nn.metric;
  exports dev.adjoint.nn.optim;
}
