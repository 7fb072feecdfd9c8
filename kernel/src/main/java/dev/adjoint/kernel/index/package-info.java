/// Reading and adding at indices that are data.
///
/// `Indexing` gathers elements and selects slices (`VectorSelect` those that are short);
/// `ScatterAdd` is the transpose of both.
@NullMarked
package dev.adjoint.kernel.index;

import org.jspecify.annotations.NullMarked;
