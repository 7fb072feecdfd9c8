/// Files of NumPy: [Numpy] reads and writes arrays whole, [NumpyFile] reads one at a time.
@NullMarked
package dev.adjoint.formats.numpy;

import org.jspecify.annotations.NullMarked;
