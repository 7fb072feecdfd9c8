/// IDX files, the format of the MNIST digits: [dev.adjoint.data.idx.IdxReader] reads one,
/// [dev.adjoint.data.idx.IdxFolder] finds the pairs of images and labels in a folder.
@NullMarked
package dev.adjoint.data.idx;

import org.jspecify.annotations.NullMarked;
