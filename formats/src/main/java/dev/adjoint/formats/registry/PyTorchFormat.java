package dev.adjoint.formats.registry;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.pytorch.PyTorchFile;
import dev.adjoint.formats.pytorch.PyTorchWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Files of `torch.save`.
final class PyTorchFormat implements TensorFormat {

  @Override
  public String name() {
    return "PyTorch";
  }

  @Override
  public List<String> endings() {
    return List.of(".pt", ".pth", ".th", ".bin", ".ckpt");
  }

  @Override
  public boolean matches(FileStart start) {
    return start.entries().stream().anyMatch(entry -> entry.endsWith("/data.pkl"))
        || start.begins(0x80);
  }

  @Override
  public TensorFile open(Path file) throws IOException {
    return PyTorchFile.open(file);
  }

  @Override
  public void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    PyTorchWriter.writeStateDict(file, tensors);
  }
}
