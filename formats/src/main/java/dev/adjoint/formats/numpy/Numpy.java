package dev.adjoint.formats.numpy;

import dev.adjoint.formats.AtomicFile;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.zip.StoredZip;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Arrays in NumPy's files, read and written as a whole: `numpy.load`, `numpy.save`, `numpy.savez`.
///
/// Files are written in version 1.0, C order, little-endian, the archive without compression.
/// [dev.adjoint.formats.StoredType] says which element types are read, and as which types;
/// [NumpyFile] reads single arrays of a large archive.
public final class Numpy {

  private Numpy() {}

  /// Reads the array of an `.npy` file.
  ///
  /// @throws FormatException if the file is not whole, or holds several arrays
  public static Tensor read(Path file) throws IOException {
    try (NumpyFile open = NumpyFile.open(file)) {
      if (open.tensors().size() != 1) {
        throw new FormatException(
            file,
            "one array is expected but the archive has %d; read it with readAll"
                .formatted(open.tensors().size()));
      }
      return open.tensors().values().iterator().next().read();
    }
  }

  /// Reads all arrays of an `.npz` archive by name.
  ///
  /// @throws FormatException if the file is not whole
  public static Map<String, Tensor> readAll(Path file) throws IOException {
    try (NumpyFile open = NumpyFile.open(file)) {
      Map<String, Tensor> arrays = new LinkedHashMap<>();
      for (Map.Entry<String, StoredTensor> entry : open.tensors().entrySet()) {
        arrays.put(entry.getKey(), entry.getValue().read());
      }
      return arrays;
    }
  }

  /// Writes an `.npy` file, replacing an existing one atomically.
  public static void write(Path file, Tensor array) throws IOException {
    write(file, StoredTensor.of(array));
  }

  /// Writes an `.npy` file in the type of the stored tensor.
  ///
  /// @throws IllegalArgumentException if NumPy has no such type: BF16 and 8-bit floating-point
  ///   numbers
  public static void write(Path file, StoredTensor array) throws IOException {
    byte[] header = NpyHeader.of(array);
    AtomicFile.write(
        file,
        out -> {
          out.write(header);
          array.copyTo(out);
        });
  }

  /// Writes an `.npz` archive, replacing an existing one atomically.
  ///
  /// @param arrays by name, which may hold `/`
  /// @throws IllegalArgumentException if NumPy has no such type, or a name is empty
  public static void writeAll(Path file, Map<String, StoredTensor> arrays) throws IOException {
    for (Map.Entry<String, StoredTensor> entry : arrays.entrySet()) {
      if (entry.getKey().isBlank()) {
        throw new IllegalArgumentException("npz: the name of an array is empty; give it one");
      }
      NpyHeader.requireType(entry.getValue().type());
    }
    AtomicFile.write(
        file,
        out -> {
          StoredZip zip = new StoredZip(out);
          for (Map.Entry<String, StoredTensor> entry : arrays.entrySet()) {
            byte[] header = NpyHeader.of(entry.getValue());
            zip.add(
                entry.getKey() + ".npy",
                content -> {
                  content.write(header);
                  entry.getValue().copyTo(content);
                });
          }
          zip.close();
        });
  }
}
