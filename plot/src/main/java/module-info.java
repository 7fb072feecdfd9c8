/// Pictures, charts, drawings of graphs and reports. Uses no other module of Adjoint.
module dev.adjoint.plot {
  exports dev.adjoint.plot.chart;
  exports dev.adjoint.plot.graph;
  exports dev.adjoint.plot.picture;
  exports dev.adjoint.plot.report;

  requires java.desktop;
  requires org.eclipse.elk.alg.layered;
  requires org.eclipse.elk.core;
  requires org.eclipse.elk.graph;
  requires org.eclipse.emf.common;
  requires static org.jspecify;
}
