/// A server that answers with trained models.
///
/// [dev.adjoint.serve.PredictionServer] starts one inside an application;
/// [dev.adjoint.serve.ServeOptions] says where and how it listens. `adjoint serve` does the same.
@NullMarked
package dev.adjoint.serve;

import org.jspecify.annotations.NullMarked;
