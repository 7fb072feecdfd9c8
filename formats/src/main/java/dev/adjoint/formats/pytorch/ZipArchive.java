package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.zip.ZipContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;

/// The format since PyTorch 1.6, and TorchScript: a ZIP file with one folder, in which `data.pkl`
/// is the pickle and `data/KEY` are the storages.
final class ZipArchive implements Archive {

  private static final String PICKLE = "/data.pkl";

  private final ZipContents zip;
  private final PyTorchValue root;
  private final String kind;

  private ZipArchive(ZipContents zip, PyTorchValue root, String kind) {
    this.zip = zip;
    this.root = root;
    this.kind = kind;
  }

  static ZipArchive open(Path file) throws IOException {
    ZipContents zip = ZipContents.open(file);
    try {
      String folder = folder(zip);
      boolean isBigEndian = "big".equals(shortText(zip, folder + "/byteorder"));
      AllowedNames names =
          new AllowedNames(
              new TensorRebuilds(
                  (storage, type) -> memory(zip, folder, isBigEndian, storage, type)));
      ZipEntry pickle = zip.require(folder + PICKLE);
      PickleSource source = new PickleSource(file, zip.source(pickle), 0, pickle.getSize());
      PyTorchValue root = new PickleMachine(source, names).run();
      boolean isScript = zip.has(folder + "/constants.pkl");
      return new ZipArchive(zip, root, isScript ? "TorchScript" : "ZIP");
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /// The one folder that holds a pickle.
  private static String folder(ZipContents zip) throws FormatException {
    List<String> folders = new ArrayList<>();
    for (String name : zip.names()) {
      if (name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length()) {
        folders.add(name.substring(0, name.length() - PICKLE.length()));
      }
    }
    if (folders.size() != 1) {
      throw new FormatException(
          zip.file(),
          "a PyTorch archive has one folder with data.pkl but this ZIP archive has %d; it is another kind of file or damaged"
              .formatted(folders.size()));
    }
    return folders.getFirst();
  }

  private static String shortText(ZipContents zip, String name) throws IOException {
    return zip.has(name)
        ? new String(zip.bytes(zip.require(name), 16), StandardCharsets.US_ASCII).strip()
        : "";
  }

  private static ByteSource memory(
      ZipContents zip,
      String folder,
      boolean isBigEndian,
      StorageReference storage,
      StoredType type)
      throws FormatException {
    String name = "%s/data/%s".formatted(folder, storage.key());
    ZipEntry entry = zip.require(name);
    int bytes = storage.type() == null ? 1 : storage.type().bytes();
    if (storage.whole() > entry.getSize() / bytes) {
      throw new FormatException(
          zip.file(),
          "the storage %s should have %d elements of %d bytes but has %d bytes; it is cut short, fetch or save the file again"
              .formatted(name, storage.whole(), bytes, entry.getSize()));
    }
    ByteSource all = zip.source(entry);
    ByteSource ordered = isBigEndian ? all.swapped(type.numberBytes()) : all;
    long start = storage.offset() * bytes;
    return start == 0 ? ordered : (offset, into) -> ordered.read(start + offset, into);
  }

  @Override
  public PyTorchValue root() {
    return root;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
