/// Files of PyTorch, read without executing anything.
///
/// - [PyTorchFile]: opens a file; `stateDict()` are the weights, `root()` is everything.
/// - [PyTorchValue]: the content of such a file.
///
/// Inside: `ZipArchive` and `LegacyArchive` find pickle and storages; `PickleMachine` runs the
/// pickle over a `PickleSource` with a `PickleStack`; `AllowedNames` is the list of the names that
/// a pickle may use, with `TensorRebuilds` and `TorchTypes`; `PickleTree` converts the result to
/// values; `StateDicts` and `NamedValues` name the tensors.
@NullMarked
package dev.adjoint.formats.pytorch;

import org.jspecify.annotations.NullMarked;
