/// Files of PyTorch, read without executing anything.
///
/// - [PyTorchFile]: opens a file; `stateDict()` are the weights, `root()` is everything.
/// - [PyTorchValue]: what such a file holds.
///
/// Inside: `ZipArchive` and `LegacyArchive` find pickle and memories; `PickleMachine` runs the
/// pickle over a `PickleSource` with a `PickleStack`; `AllowedNames` is the list of what a pickle
/// may ask for, with `TensorRebuilds` and `TorchTypes`; `PickleTree` makes values of the result;
/// `StateDicts` and `NamedValues` name the tensors.
@NullMarked
package dev.adjoint.formats.pytorch;

import org.jspecify.annotations.NullMarked;
