/// What follows a convolution in the same call.
///
/// `Epilogue` holds the calls that follow; `Finish` is what an algorithm calls when results have
/// their values; `VectorFinish` runs an epilogue there, on vectors.
@NullMarked
package dev.adjoint.kernel.convolution.epilogue;

import org.jspecify.annotations.NullMarked;
