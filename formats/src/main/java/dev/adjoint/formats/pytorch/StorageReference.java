package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.StoredType;
import org.jspecify.annotations.Nullable;

/// A storage that the file keeps under a key, or a part of one.
///
/// @param type of its elements; null for bytes whose type each tensor gives
/// @param length in elements, or in bytes if the type is null
/// @param offset of its first element in the storage with the key, in elements
/// @param whole the length of the storage with the key
record StorageReference(
    String key, @Nullable StoredType type, long length, long offset, long whole) {}
