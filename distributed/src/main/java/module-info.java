/// One model trained by several processes.
module dev.adjoint.distributed {
  requires transitive dev.adjoint.train;
  requires static org.jspecify;

  exports dev.adjoint.distributed;
  exports dev.adjoint.distributed.collective;
}
