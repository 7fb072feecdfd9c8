/// All formats of files with tensors in one list: [TensorFormats] finds the one of a file.
@NullMarked
package dev.adjoint.formats.registry;

import org.jspecify.annotations.NullMarked;
