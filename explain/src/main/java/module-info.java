/// The working of a training step: derivations, paths of optimizers and lessons.
module dev.adjoint.explain {
  exports dev.adjoint.explain.derivation;
  exports dev.adjoint.explain.descent;
  exports dev.adjoint.explain.lesson;

  requires transitive dev.adjoint.data;
  requires transitive dev.adjoint.nn;
  requires transitive dev.adjoint.plot;
  requires static org.jspecify;

  opens dev.adjoint.explain.lesson to
      dev.adjoint.nn;
}
