/// Layers made of layers; a list or a map of layers in a record is a container of its own.
///
/// - [Residual], [Parallel], [MixtureOfExperts]: branches and how they come together.
/// - [Hooked]: a look at what a layer makes. [Inferred]: sizes from an example.
@NullMarked
package dev.adjoint.nn.compose;

import org.jspecify.annotations.NullMarked;
