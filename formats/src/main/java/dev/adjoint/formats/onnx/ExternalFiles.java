package dev.adjoint.formats.onnx;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// The files next to a model that hold large tensors. Only files in the folder of the model, or
/// below it, are opened; links that lead out of it are refused.
final class ExternalFiles implements AutoCloseable {

  private final Path model;
  private final Map<String, FileChannel> open = new LinkedHashMap<>();

  ExternalFiles(Path model) {
    this.model = model;
  }

  /// The bytes that the entries `location`, `offset` and `length` name.
  ///
  /// @param needed how many bytes the tensor needs
  ByteSource source(String tensor, Map<String, String> entries, long needed) throws IOException {
    String location = entries.getOrDefault("location", "");
    long offset = number(tensor, entries, "offset", 0);
    long length = number(tensor, entries, "length", needed);
    if (length != needed) {
      throw new FormatException(
          model,
          "tensor %s has %d bytes in %s but needs %d; the file is damaged"
              .formatted(tensor, length, location, needed));
    }
    Path file = file(tensor, location);
    FileChannel channel = open.get(location);
    if (channel == null) {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      open.put(location, channel);
    }
    if (offset > channel.size() - length) {
      throw new FormatException(
          file,
          "tensor %s of %s is at bytes %d to %d but the file has %d; copy both files again"
              .formatted(tensor, model.getFileName(), offset, offset + length, channel.size()));
    }
    return ByteSource.of(file, channel, offset);
  }

  private long number(String tensor, Map<String, String> entries, String key, long otherwise)
      throws FormatException {
    String text = entries.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,18}")) {
      throw new FormatException(
          model,
          "tensor %s has the %s \"%s\" in another file; it must be a number"
              .formatted(tensor, key, text));
    }
    return Long.parseLong(text);
  }

  private Path file(String tensor, String location) throws IOException {
    Path folder = model.toAbsolutePath().normalize().resolveSibling("");
    Path file;
    try {
      file = folder.resolve(location).normalize();
    } catch (InvalidPathException e) {
      throw new FormatException(
          model,
          "tensor %s is in \"%s\", which is not a valid path".formatted(tensor, location),
          e);
    }
    boolean outside = location.isEmpty() || !file.startsWith(folder) || file.equals(folder);
    if (!outside && Files.exists(file)) {
      outside = !file.toRealPath().startsWith(folder.toRealPath());
    }
    if (outside) {
      throw new FormatException(
          model,
          "tensor %s is in \"%s\", which is outside the folder of the model; such files are not opened"
              .formatted(tensor, location));
    }
    if (!Files.isRegularFile(file)) {
      throw new FormatException(
          model,
          "tensor %s is in %s, which is missing; copy it next to the model"
              .formatted(tensor, location));
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open.values()) {
      channel.close();
    }
  }
}
