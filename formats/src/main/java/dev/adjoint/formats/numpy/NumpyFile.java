package dev.adjoint.formats.numpy;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.ReadableFile;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.zip.ZipContents;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;

/// An array (`.npy`) or several by name (`.npz`), open for reading.
///
/// Versions 1 to 3, C and Fortran order, both byte orders, compressed or not; the kind is found by
/// the first bytes. Arrays of objects, texts, times or several fields are refused; nothing that a
/// file holds is executed.
public final class NumpyFile implements TensorFile {

  private static final String ENDING = ".npy";

  private final Path path;
  private final String format;
  private final Closeable open;
  private final Map<String, StoredTensor> tensors;

  private NumpyFile(Path path, String format, Closeable open, Map<String, StoredTensor> tensors) {
    this.path = path;
    this.format = format;
    this.open = open;
    this.tensors = tensors;
  }

  /// Opens a file; trusts nothing in it.
  ///
  /// @throws FormatException naming the file, the location and the reason, if there is no such file
  ///   or it is not whole
  /// @throws IOException if the disk fails
  public static NumpyFile open(Path file) throws IOException {
    ReadableFile.require(file, "NumPy");
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(4);
    }
    return head.length == 4 && head[0] == 'P' && head[1] == 'K' ? several(file) : one(file);
  }

  private static NumpyFile one(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      ByteSource source = ByteSource.of(file, channel, 0);
      NpyHeader header = NpyHeader.read(file, "", source, channel.size());
      Map<String, StoredTensor> tensors = Map.of("array", header.tensor(file, "array", source));
      return new NumpyFile(file, "npy", channel, tensors);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static NumpyFile several(Path file) throws IOException {
    ZipContents zip = ZipContents.open(file);
    try {
      Map<String, StoredTensor> tensors = new LinkedHashMap<>();
      for (String name : zip.names()) {
        if (!name.endsWith(ENDING)) {
          throw new FormatException(
              file,
              "the entry %s is not an array, whose names end in .npy; it is another kind of ZIP archive"
                  .formatted(name));
        }
        String array = name.substring(0, name.length() - ENDING.length());
        ZipEntry entry = zip.require(name);
        ByteSource source = zip.source(entry);
        NpyHeader header =
            NpyHeader.read(file, "entry %s: ".formatted(name), source, entry.getSize());
        tensors.put(array, header.tensor(file, array, zip.source(entry)));
      }
      return new NumpyFile(file, "npz", zip, tensors);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return path;
  }

  /// `npy` or `npz`.
  @Override
  public String format() {
    return format;
  }

  /// The arrays by name; the one of an `.npy` file is called `array`.
  @Override
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /// Always empty: the format has no texts.
  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
