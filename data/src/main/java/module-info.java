/// Data sets, readers, transforms and batches.
module dev.adjoint.data {
  requires transitive dev.adjoint.tensor;
  requires de.siegmar.fastcsv;
  requires static org.jspecify;
}
