package dev.adjoint.formats.keras;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.ReadableFile;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.zip.ZipContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;

/// An open file of Keras 2 or 3: a `.keras` archive, `.weights.h5`, or a whole model in `.h5`.
///
/// Tensors are named by their paths, such as `layers/dense/vars/0`, and have the layout of Keras: a
/// dense kernel is `[in, out]`, that of a convolution `[height, width, in, out]`. The weights are
/// all but those of the optimizer. The metadata are the attributes of the file; of an archive also
/// `config.json` and `metadata.json`.
///
/// Needs jHDF on the class path or module path.
public final class KerasFile implements TensorFile {

  private static final String WEIGHTS = "model.weights.h5";
  private static final int MOST_TEXT = 1 << 24;
  private static final int MOST_BYTES = 1 << 30;

  private final Path path;
  private final HdfTensors file;
  private final Map<String, String> metadata;

  private KerasFile(Path path, HdfTensors file, Map<String, String> metadata) {
    this.path = path;
    this.file = file;
    this.metadata = metadata;
  }

  /// Opens a file: reads the names, types and shapes of its tensors.
  ///
  /// @throws FormatException if there is no such file, it is not a file of Keras or not whole, or
  ///   jHDF is missing
  public static KerasFile open(Path path) throws IOException {
    ReadableFile.require(path, "Keras");
    try {
      Class.forName("io.jhdf.HdfFile", false, KerasFile.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new FormatException(
          path, "files of Keras are read by the library io.jhdf:jhdf; add it to the class path", e);
    }
    byte[] head;
    try (var in = Files.newInputStream(path)) {
      head = in.readNBytes(2);
    }
    boolean isArchive = head.length == 2 && head[0] == 'P' && head[1] == 'K';
    return isArchive ? archive(path) : plain(path);
  }

  private static KerasFile plain(Path path) throws IOException {
    HdfTensors file = HdfTensors.of(path);
    return new KerasFile(path, file, file.attributes());
  }

  private static KerasFile archive(Path path) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    try (ZipContents zip = ZipContents.open(path)) {
      for (String name : new String[] {"metadata.json", "config.json"}) {
        if (zip.has(name)) {
          byte[] text = zip.bytes(zip.require(name), MOST_TEXT);
          metadata.put(name, new String(text, StandardCharsets.UTF_8));
        }
      }
      ZipEntry entry = zip.require(WEIGHTS);
      if (entry.getSize() > MOST_BYTES) {
        throw new FormatException(
            path,
            "the entry %s has %d bytes but at most %d are read; unpack it and open it by itself"
                .formatted(WEIGHTS, entry.getSize(), MOST_BYTES));
      }
      HdfTensors file = HdfTensors.of(path, zip.bytes(entry, MOST_BYTES));
      metadata.putAll(file.attributes());
      return new KerasFile(path, file, metadata);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String format() {
    return "Keras";
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(file.tensors());
  }

  @Override
  public Map<String, StoredTensor> weights() {
    Map<String, StoredTensor> weights = new LinkedHashMap<>();
    file.tensors()
        .forEach((name, tensor) -> {
          if (!name.startsWith("optimizer/") && !name.startsWith("optimizer_weights/")) {
            weights.put(name, tensor);
          }
        });
    return weights;
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
