package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.ReadableFile;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A file that `torch.save` or `torch.jit.save` wrote (`.pt`, `.pth`, `.th`, `.bin`), open for
/// reading.
///
/// ```java
/// Map<String, Tensor> weights = PyTorchFile.readStateDict(Path.of("resnet20.th"));
/// Parameters.of(model).loadStateDict(weights);
/// ```
///
/// The file holds a pickle, a program that could call any function of Python. It is interpreted
/// without executing anything: the interpreter knows the few names that tensors, dictionaries and
/// numbers need, and refuses a file with any other name, naming it and its offset. So a saved model
/// object (`torch.save(model)`) is refused; save its `state_dict()`. Opening reads the pickle and
/// checks that all storages of tensors are present and long enough; elements are read on request.
///
/// It reads the ZIP format and the one before it (five pickles in a row), protocols 0 to 5, state
/// dicts, checkpoints, lists and single tensors, parameters, views with any strides, shared
/// storages, both byte orders, and the weights of TorchScript. Sparse and quantized tensors are
/// refused.
public final class PyTorchFile implements TensorFile {

  /// The most levels of nested dictionaries and lists.
  public static final int DEEPEST = 100;

  private static final String FORMAT = "PyTorch";
  private static final String LFS = "version https://git-lfs";

  private final Path path;
  private final Archive archive;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> metadata;

  private PyTorchFile(Path path, Archive archive) throws FormatException {
    this.path = path;
    this.archive = archive;
    NamedValues named = NamedValues.of(path, archive.root());
    this.tensors = named.tensors();
    this.metadata = named.texts();
  }

  /// Opens a file; trusts nothing in it.
  ///
  /// @throws FormatException naming the file, the location and the reason, if there is no such
  ///   file, it is not whole, or its pickle asks for a name that is not allowed
  /// @throws IOException if the disk fails
  public static PyTorchFile open(Path file) throws IOException {
    ReadableFile.require(file, FORMAT);
    Archive archive = archive(file);
    try {
      return new PyTorchFile(file, archive);
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private static Archive archive(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(512);
    }
    if (isZip(head)) {
      return ZipArchive.open(file);
    }
    if (head.length > 1 && head[0] == (byte) 0x80 && head[1] <= 5) {
      return LegacyArchive.open(file);
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    throw new FormatException(
        file,
        text.startsWith(LFS)
            ? "this is a pointer of Git LFS, not the file itself; fetch it with git lfs pull"
            : text.startsWith("ustar", 257)
                ? "this is an archive of PyTorch 0.1.10 or older; load it with PyTorch and save it again"
                : "a PyTorch file is a ZIP archive or a pickle but this one is neither (%d bytes); it is another kind of file or damaged"
                    .formatted(Files.size(file)));
  }

  /// Whether a file that begins with these bytes is a ZIP archive.
  static boolean isZip(byte[] head) {
    return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  /// Reads the weights of a model: [#stateDict] with all elements.
  ///
  /// @throws FormatException if the file cannot be opened, or its weights cannot be distinguished
  ///   from other tensors
  public static Map<String, Tensor> readStateDict(Path file) throws IOException {
    try (PyTorchFile open = open(file)) {
      Map<String, Tensor> weights = new LinkedHashMap<>();
      for (Map.Entry<String, StoredTensor> entry : open.stateDict().entrySet()) {
        weights.put(entry.getKey(), entry.getValue().read());
      }
      return weights;
    }
  }

  /// The content of the file.
  public PyTorchValue root() {
    return archive.root();
  }

  /// The weights of the model in this file, by name.
  ///
  /// These are the tensors of the dictionary itself, or, in a checkpoint, of its entry
  /// `state_dict`, `model_state_dict`, `model`, `module`, `net`, `network`, `weights` or `params`,
  /// or of its only entry that holds tensors. Of TorchScript they are all parameters and buffers.
  /// The prefixes `module.` and `_orig_mod.`, which `DataParallel` and `torch.compile` add to every
  /// name, are left out.
  ///
  /// @throws FormatException if there is more than one such entry, naming them, or none
  public Map<String, StoredTensor> stateDict() throws FormatException {
    return StateDicts.only(path, archive.root());
  }

  /// The tensors of one entry of a checkpoint, such as `ema_state_dict`, by name; prefixes are left
  /// out as in [#stateDict()].
  ///
  /// @throws FormatException if there is no such entry or it holds no tensors
  public Map<String, StoredTensor> stateDict(String entry) throws FormatException {
    if (archive.root() instanceof Dictionary root
        && root.get(entry).orElse(null) instanceof Dictionary inner
        && !StateDicts.tensors(inner).isEmpty()) {
      return StateDicts.withoutPrefix(StateDicts.tensors(inner));
    }
    throw new FormatException(
        path,
        "there is no entry '%s' with tensors; the file has %s"
            .formatted(entry, StateDicts.entries(archive.root())));
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public String format() {
    return "%s (%s)".formatted(FORMAT, archive.kind());
  }

  /// All tensors of the file by their paths, such as `optimizer.state.0.exp_avg`.
  @Override
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /// [#stateDict()].
  @Override
  public Map<String, StoredTensor> weights() throws FormatException {
    return stateDict();
  }

  /// All texts and numbers of the file by their paths, such as `epoch`.
  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
