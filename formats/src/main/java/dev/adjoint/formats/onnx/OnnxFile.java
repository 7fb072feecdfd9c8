package dev.adjoint.formats.onnx;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.ReadableFile;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.protobuf.WireFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An open ONNX file. Its tensors are the initializers, which are the weights and the constants
/// that the exporting program kept beside them.
public final class OnnxFile implements TensorFile {

  private final Path path;
  private final FileChannel channel;
  private final ExternalFiles external;
  private final OnnxDocument document;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  private OnnxFile(Path path, FileChannel channel, ExternalFiles external, OnnxDocument document)
      throws FormatException {
    this.path = path;
    this.channel = channel;
    this.external = external;
    this.document = document;
    for (OnnxTensor tensor : document.graph().initializers()) {
      if (tensor.stored().isPresent()
          && tensors.put(tensor.name(), tensor.stored().get()) != null) {
        throw new FormatException(
            path, "two tensors are named %s; the file is damaged".formatted(tensor.name()));
      }
    }
  }

  /// Opens a file: reads its graph, and the names, types and shapes of its tensors.
  ///
  /// @throws FormatException if there is no such file, or it is not an ONNX file or not complete
  public static OnnxFile open(Path path) throws IOException {
    ReadableFile.require(path, "ONNX");
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    ExternalFiles external = new ExternalFiles(path);
    try {
      WireFile file = new WireFile(path, ByteSource.of(path, channel, 0), channel.size());
      GraphReader reader = new GraphReader(new TensorReader(path, external));
      return new OnnxFile(path, channel, external, reader.document(file.message()));
    } catch (IOException | RuntimeException e) {
      external.close();
      channel.close();
      throw e;
    }
  }

  /// Reads a file that holds one tensor and no graph, as in the test data of ONNX.
  ///
  /// @throws FormatException if it is not such a file
  public static OnnxTensor readTensor(Path path) throws IOException {
    ReadableFile.require(path, "ONNX");
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        ExternalFiles external = new ExternalFiles(path)) {
      byte[] bytes = new byte[Math.toIntExact(channel.size())];
      ByteSource.of(path, channel, 0).read(0, ByteBuffer.wrap(bytes));
      WireFile file = new WireFile(path, ByteSource.of(bytes), bytes.length);
      return new TensorReader(path, external).inMemory(file.message());
    }
  }

  /// The graph with everything that the file says about it.
  public OnnxDocument document() {
    return document;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String format() {
    return "ONNX";
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, String> metadata() {
    return document.metadata();
  }

  @Override
  public void close() throws IOException {
    external.close();
    channel.close();
  }
}
