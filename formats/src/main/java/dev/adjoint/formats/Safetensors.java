package dev.adjoint.formats;

import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Named tensors in the safetensors format, with a map of texts, all in memory.
///
/// The file is a little-endian 64-bit length, a JSON header of that many bytes, and the elements in
/// C order without holes. [StoredType] says which element types are read and as what;
/// [SafetensorsFile] reads single tensors of a file that is larger than the memory.
///
/// Each file that this class writes has a digest of its tensors and texts in its metadata, and a
/// file with such a digest is checked against it, so that a single flipped bit is detected. Files
/// of other programs have no digest and are not checked.
///
/// @param tensors by name, in the order of the file
/// @param metadata the texts of the header's `__metadata__`
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

  /// Reads a file, or all files of an index such as `model.safetensors.index.json`; trusts nothing
  /// in it.
  ///
  /// @throws FormatException naming the file, the location and the reason, if there is no such file
  ///   or it is not whole and consistent
  /// @throws IOException if the disk fails
  public static Safetensors read(Path file) throws IOException {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      return open.readAll();
    }
  }

  /// Writes these tensors. An existing file is replaced atomically.
  public void write(Path file) throws IOException {
    SafetensorsWriter.write(file, stored(null), metadata);
  }

  /// Writes these tensors, the floating-point ones in this type, rounded to the nearest, ties to
  /// even; replaces the file atomically.
  ///
  /// @throws IllegalArgumentException if the type is not F64, F32, F16 or BF16
  public void write(Path file, StoredType floats) throws IOException {
    if (!floats.isFloating()) {
      throw new IllegalArgumentException(
          "safetensors: %s is not a floating-point type; choose F64, F32, F16 or BF16"
              .formatted(floats));
    }
    SafetensorsWriter.write(file, stored(floats), metadata);
  }

  private Map<String, StoredTensor> stored(@Nullable StoredType floats) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    tensors.forEach((name, tensor) ->
        stored.put(
            name,
            floats != null && tensor.elementType().isFloating()
                ? StoredTensor.of(tensor, floats)
                : StoredTensor.of(tensor)));
    return stored;
  }
}
