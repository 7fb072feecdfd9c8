/// All formats of files with tensors in one list: [TensorFormats] finds the one of a file, a
/// [Conversion] changes tensors on the way from one file to another, a [TensorSummary] tells what
/// is in a tensor.
@NullMarked
package dev.adjoint.formats.registry;

import org.jspecify.annotations.NullMarked;
