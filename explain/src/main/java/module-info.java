/// The working of a training step: traces, the reason of any number, derivations, paths of
/// optimizers and lessons.
module dev.adjoint.explain {
  exports dev.adjoint.explain.attribution;
  exports dev.adjoint.explain.derivation;
  exports dev.adjoint.explain.descent;
  exports dev.adjoint.explain.diagnose;
  exports dev.adjoint.explain.diagnose.check;
  exports dev.adjoint.explain.diagnose.finding;
  exports dev.adjoint.explain.diagnose.form;
  exports dev.adjoint.explain.diagnose.setup;
  exports dev.adjoint.explain.document;
  exports dev.adjoint.explain.drawing;
  exports dev.adjoint.explain.formula;
  exports dev.adjoint.explain.ledger;
  exports dev.adjoint.explain.lesson;
  exports dev.adjoint.explain.lesson.text;
  exports dev.adjoint.explain.lesson.working;
  exports dev.adjoint.explain.picture;
  exports dev.adjoint.explain.receipt;
  exports dev.adjoint.explain.sample;
  exports dev.adjoint.explain.trace;
  exports dev.adjoint.explain.why;

  requires transitive dev.adjoint.pipeline;
  requires transitive dev.adjoint.plot;
  requires static org.jspecify;

  opens dev.adjoint.explain.lesson.automatic to
      dev.adjoint.nn;
  opens dev.adjoint.explain.lesson.byhand to
      dev.adjoint.nn;
  opens dev.adjoint.explain.lesson.layers to
      dev.adjoint.nn;
  opens dev.adjoint.explain.lesson.matrices to
      dev.adjoint.nn;
  opens dev.adjoint.explain.lesson.model to
      dev.adjoint.nn;
  opens dev.adjoint.explain.lesson.signal to
      dev.adjoint.nn;
}
