/// The fit loop, its events, checkpoints and early stopping.
module dev.adjoint.train {
  requires transitive dev.adjoint.data;
  requires transitive dev.adjoint.nn;
  requires dev.adjoint.formats;
  requires static org.jspecify;

  exports dev.adjoint.train;
  exports dev.adjoint.train.search;
}
