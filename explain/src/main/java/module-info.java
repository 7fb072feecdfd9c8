/// The working of a training step: derivation, graph, diagnosis and pictures.
module dev.adjoint.explain {
  requires transitive dev.adjoint.train;
  requires java.desktop;
  requires org.eclipse.elk.alg.layered;
  requires org.eclipse.elk.core;
  requires org.eclipse.elk.graph;
  requires static org.jspecify;
}
