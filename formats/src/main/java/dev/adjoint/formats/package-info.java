/// Files of weights, read as untrusted and written whole or not at all.
///
/// - [Safetensors]: named tensors with a text map beside them: the format of models and
///   checkpoints.
/// - [AtomicFile]: how every file of the product is written.
/// - [FormatException]: what is wrong with a file, where, and what to do.
@NullMarked
package dev.adjoint.formats;

import org.jspecify.annotations.NullMarked;
