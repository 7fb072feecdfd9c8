package dev.adjoint.formats.registry;

import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Networks of ONNX; their initializers are the weights.
final class OnnxFormat implements TensorFormat {

  /// The key of the field `ir_version`, the first one in every file.
  private static final int VERSION_KEY = 0x08;

  private static final int MOST_VERSION = 0x40;

  @Override
  public String name() {
    return "ONNX";
  }

  @Override
  public List<String> endings() {
    return List.of(".onnx");
  }

  @Override
  public boolean matches(FileStart start) {
    return start.name().endsWith(".onnx")
        || (start.bytes().size() > 1
            && start.begins(VERSION_KEY)
            && start.bytes().get(1) > 0
            && start.bytes().get(1) < MOST_VERSION
            && start.bytes().size() > 8
            && start.bytes().get(8) != '{');
  }

  @Override
  public TensorFile open(Path file) throws IOException {
    return OnnxFile.open(file);
  }

  @Override
  public void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    throw new IllegalArgumentException(
        "onnx: %s needs a graph but this file has only weights; name a file that ends in .safetensors, or convert a trained run"
            .formatted(file));
  }
}
