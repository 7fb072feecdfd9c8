package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredType;

/// Where an archive keeps the memories of its tensors.
@FunctionalInterface
interface Storages {

  /// The bytes of a memory, little-endian; read later.
  ///
  /// @param type of the elements that are going to be read
  /// @throws FormatException if there is no such memory or it is shorter than the reference says
  ByteSource source(StorageReference storage, StoredType type) throws FormatException;
}
