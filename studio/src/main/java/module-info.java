/// The page where people watch a network learn, ask it why, and practise.
module dev.adjoint.studio {
  requires transitive dev.adjoint.explain;
  requires transitive dev.adjoint.serve;
  requires static org.jspecify;

  exports dev.adjoint.studio;
  exports dev.adjoint.studio.play;
  exports dev.adjoint.studio.practise;
  exports dev.adjoint.studio.request;
  exports dev.adjoint.studio.trace;
}
