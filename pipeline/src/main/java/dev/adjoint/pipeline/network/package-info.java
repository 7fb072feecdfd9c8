/// The networks that a model can be made of, as plain data.
///
/// [dev.adjoint.pipeline.network.Architecture] says what a network is given by,
/// [dev.adjoint.pipeline.network.ArchitectureKind] lists the kinds, and
/// [dev.adjoint.pipeline.network.Perceptron] is a multilayer perceptron.
@NullMarked
package dev.adjoint.pipeline.network;

import org.jspecify.annotations.NullMarked;
