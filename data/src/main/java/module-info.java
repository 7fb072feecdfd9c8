/// Data sets, readers, transforms and batches.
module dev.adjoint.data {
  requires transitive dev.adjoint.tensor;
  requires de.siegmar.fastcsv;
  requires java.desktop;
  requires static org.jspecify;

  exports dev.adjoint.data;
  exports dev.adjoint.data.csv;
  exports dev.adjoint.data.fetch;
  exports dev.adjoint.data.generate;
  exports dev.adjoint.data.idx;
  exports dev.adjoint.data.image;
  exports dev.adjoint.data.prepare;
  exports dev.adjoint.data.ratings;
  exports dev.adjoint.data.series;
  exports dev.adjoint.data.table;
  exports dev.adjoint.data.text;
}
