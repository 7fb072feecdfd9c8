/// The command `serve`: [dev.adjoint.cli.serve.ServeCommand] starts the server and waits for its
/// end, [dev.adjoint.cli.serve.TokenFile] holds its token, [dev.adjoint.cli.serve.ServeLog] writes
/// its log.
@NullMarked
package dev.adjoint.cli.serve;

import org.jspecify.annotations.NullMarked;
