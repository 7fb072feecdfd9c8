package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredType;

/// The storages of the tensors of an archive.
@FunctionalInterface
interface Storages {

  /// The bytes of a storage, little-endian; read later.
  ///
  /// @param type of the elements that will be read
  /// @throws FormatException if there is no such storage or it is shorter than the reference says
  ByteSource source(StorageReference storage, StoredType type) throws FormatException;
}
