/// Ready networks under their published parameter names.
module dev.adjoint.models {
  requires transitive dev.adjoint.nn;
  requires static org.jspecify;

  exports dev.adjoint.models;

  opens dev.adjoint.models to
      dev.adjoint.nn;
}
