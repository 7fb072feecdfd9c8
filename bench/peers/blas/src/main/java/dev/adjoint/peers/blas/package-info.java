/// Plain matrix products through JavaCPP's presets: [Blas] is the program, [OpenBlas] and [Mkl] are
/// the libraries; [Operands] what both of them need.
@NullMarked
package dev.adjoint.peers.blas;

import org.jspecify.annotations.NullMarked;
