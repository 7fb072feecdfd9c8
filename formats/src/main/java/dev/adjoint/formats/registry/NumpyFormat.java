package dev.adjoint.formats.registry;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.numpy.Numpy;
import dev.adjoint.formats.numpy.NumpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Arrays of NumPy: one in an `.npy` file, several in an `.npz` archive.
final class NumpyFormat implements TensorFormat {

  @Override
  public String name() {
    return "NumPy";
  }

  @Override
  public List<String> endings() {
    return List.of(".npz", ".npy");
  }

  @Override
  public boolean matches(FileStart start) {
    return start.begins(0x93, 'N', 'U', 'M', 'P', 'Y')
        || (!start.entries().isEmpty()
            && start.entries().stream().allMatch(entry -> entry.endsWith(".npy")));
  }

  @Override
  public TensorFile open(Path file) throws IOException {
    return NumpyFile.open(file);
  }

  @Override
  public void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    if (FileStart.lowerName(file).endsWith(".npz")) {
      Numpy.writeAll(file, tensors);
      return;
    }
    if (tensors.size() != 1) {
      throw new IllegalArgumentException(
          "npy: %s holds one array but there are %d; name a file that ends in .npz"
              .formatted(file, tensors.size()));
    }
    Numpy.write(file, tensors.values().iterator().next());
  }
}
