/// Files of NumPy: [Numpy] reads and writes whole arrays, [NumpyFile] reads one at a time.
@NullMarked
package dev.adjoint.formats.numpy;

import org.jspecify.annotations.NullMarked;
