/// Files of Keras: [KerasFile] reads the weights of `.keras`, `.weights.h5` and `.h5` files.
///
/// HDF5 is read by jHDF, which is an optional dependency: add `io.jhdf:jhdf` to a program that
/// opens such files. `HdfTensors` finds the tensors.
@NullMarked
package dev.adjoint.formats.keras;

import org.jspecify.annotations.NullMarked;
