/// All formats of files with tensors in one list: [TensorFormats] finds the one of a file, a
/// [Conversion] changes tensors between two files, a [TensorSummary] has figures of a tensor.
@NullMarked
package dev.adjoint.formats.registry;

import org.jspecify.annotations.NullMarked;
