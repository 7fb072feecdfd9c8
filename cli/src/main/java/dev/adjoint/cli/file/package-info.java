/// The commands about files of tensors: `convert` and `inspect`.
@NullMarked
package dev.adjoint.cli.file;

import org.jspecify.annotations.NullMarked;
