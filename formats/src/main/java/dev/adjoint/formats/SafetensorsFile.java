package dev.adjoint.formats;

import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A safetensors file, or the files of an index, open for reading one tensor at a time.
///
/// ```java
/// try (SafetensorsFile file = SafetensorsFile.open(Path.of("model.safetensors.index.json"))) {
///   Tensor weight = file.tensors().get("lm_head.weight").read();
/// }
/// ```
///
/// Opening reads and checks the headers; see [SafetensorsIndex] for indexes.
public final class SafetensorsFile implements TensorFile {

  /// The key of the metadata that holds the digest.
  static final String DIGEST = "adjoint.sha256";

  private final Path path;
  private final List<Part> parts;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> metadata;

  /// One file of the set.
  private record Part(
      Path path, FileChannel channel, SafetensorsHeader header, Map<String, StoredTensor> tensors) {

    static Part open(Path file) throws IOException {
      ReadableFile.require(file, "safetensors");
      FileChannel channel = FileChannel.open(file);
      try {
        SafetensorsHeader header = SafetensorsHeader.read(file, channel);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
          ByteSource source = ByteSource.of(file, channel, header.dataStart() + entry.start());
          tensors.put(
              entry.name(),
              StoredTensor.in(file, entry.name(), entry.type(), entry.shape(), source));
        }
        return new Part(file, channel, header, tensors);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    Safetensors read() throws IOException {
      Map<String, Tensor> all = new LinkedHashMap<>();
      for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
        all.put(entry.getKey(), entry.getValue().read());
      }
      Map<String, String> texts = new LinkedHashMap<>(header.metadata());
      String promised = texts.remove(DIGEST);
      if (promised != null) {
        String digest = Digest.sha256(all, texts);
        if (!promised.equals(digest)) {
          throw new FormatException(
              path,
              "the content has the digest %s but the file was written with %s; it is damaged, fetch or save the file again"
                  .formatted(digest, promised));
        }
      }
      return new Safetensors(all, texts);
    }
  }

  private SafetensorsFile(
      Path path,
      List<Part> parts,
      Map<String, StoredTensor> tensors,
      Map<String, String> metadata) {
    this.path = path;
    this.parts = parts;
    this.tensors = tensors;
    this.metadata = metadata;
  }

  /// Opens a file, or an index whose name ends in `.index.json` with the files that it names.
  ///
  /// @throws FormatException naming the file, the location and the reason, if there is no such file
  ///   or it is not whole and consistent
  /// @throws IOException if the disk fails
  public static SafetensorsFile open(Path file) throws IOException {
    List<Part> parts = new ArrayList<>();
    try {
      return SafetensorsIndex.isNameOfIndex(file) ? openIndex(file, parts) : openOne(file, parts);
    } catch (IOException | RuntimeException e) {
      for (Part part : parts) {
        part.channel().close();
      }
      throw e;
    }
  }

  private static SafetensorsFile openOne(Path file, List<Part> parts) throws IOException {
    Part part = Part.open(file);
    parts.add(part);
    return new SafetensorsFile(file, parts, part.tensors(), texts(part));
  }

  private static SafetensorsFile openIndex(Path file, List<Part> parts) throws IOException {
    SafetensorsIndex index = SafetensorsIndex.read(file);
    Map<String, Part> byName = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>(index.metadata());
    for (String name : index.files()) {
      Part part = Part.open(file.resolveSibling(name));
      parts.add(part);
      byName.put(name, part);
      index.requireSame(file, name, part.tensors().keySet());
      texts(part).forEach(metadata::putIfAbsent);
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Part part : byName.values()) {
      tensors.putAll(part.tensors());
    }
    return new SafetensorsFile(file, parts, tensors, metadata);
  }

  private static Map<String, String> texts(Part part) {
    Map<String, String> texts = new LinkedHashMap<>(part.header().metadata());
    texts.remove(DIGEST);
    return texts;
  }

  /// Reads all tensors and checks each file against its digest if it has one.
  ///
  /// @throws FormatException if a digest differs, or a tensor cannot hold a stored type
  public Safetensors readAll() throws IOException {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (Part part : parts) {
      all.putAll(part.read().tensors());
    }
    return new Safetensors(all, metadata);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public void close() throws IOException {
    for (Part part : parts) {
      part.channel().close();
    }
  }
}
