/// Layers, initialisers, losses, optimizers, schedules and metrics.
module dev.adjoint.nn {
  requires transitive dev.adjoint.tensor;
  requires static org.jspecify;
}
