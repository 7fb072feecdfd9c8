/// The working of a training step: derivation, graph, diagnosis and pictures.
module dev.adjoint.explain {
  exports dev.adjoint.explain.chart;
  exports dev.adjoint.explain.derivation;
  exports dev.adjoint.explain.descent;
  exports dev.adjoint.explain.graph;
  exports dev.adjoint.explain.lesson;
  exports dev.adjoint.explain.picture;
  exports dev.adjoint.explain.report;

  requires transitive dev.adjoint.train;
  requires java.desktop;
  requires org.eclipse.elk.alg.layered;
  requires org.eclipse.elk.core;
  requires org.eclipse.elk.graph;
  requires org.eclipse.emf.common;
  requires static org.jspecify;

  opens dev.adjoint.explain.lesson to
      dev.adjoint.nn;
}
