/// Layers, initialisers, losses, optimizers, schedules and metrics.
module dev.adjoint.nn {
  requires transitive dev.adjoint.tensor;
  requires static org.jspecify;

  exports dev.adjoint.nn;
  exports dev.adjoint.nn.activation;
  exports dev.adjoint.nn.adapt;
  exports dev.adjoint.nn.check;
  exports dev.adjoint.nn.compose;
  exports dev.adjoint.nn.distance;
  exports dev.adjoint.nn.dropout;
  exports dev.adjoint.nn.image;
  exports dev.adjoint.nn.loss;
  exports dev.adjoint.nn.metric;
  exports dev.adjoint.nn.optim;
  exports dev.adjoint.nn.pooling;
  exports dev.adjoint.nn.position;
  exports dev.adjoint.nn.quantize;
  exports dev.adjoint.nn.summary;
}
