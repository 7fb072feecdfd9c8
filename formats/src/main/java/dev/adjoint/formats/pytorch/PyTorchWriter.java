package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.AtomicFile;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.pytorch.PyTorchValue.Dictionary;
import dev.adjoint.formats.pytorch.PyTorchValue.TensorValue;
import dev.adjoint.formats.pytorch.PyTorchValue.Text;
import dev.adjoint.formats.zip.StoredZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes files that `torch.load(…, weights_only=True)` reads, in the ZIP form.
///
/// PyTorch 1.13 reads state dicts this way, but not the floating-point numbers that every
/// optimizer's state contains in addition to tensors; for those it needs `weights_only=False`.
/// PyTorch 2 reads all. Element types that PyTorch 1.13 stores are written unchanged; U16, U32, U64
/// and 8-bit floating-point numbers need PyTorch 2.3.
public final class PyTorchWriter {

  private static final String FOLDER = "archive";

  private PyTorchWriter() {}

  /// Writes a state dict, which `load_state_dict` takes; replaces an existing file atomically.
  ///
  /// @param tensors by name; the same object under two names has one storage in the file
  public static void writeStateDict(Path file, Map<String, StoredTensor> tensors)
      throws IOException {
    write(file, dictionary(tensors));
  }

  /// A dictionary of tensors.
  public static Dictionary dictionary(Map<String, StoredTensor> tensors) {
    Map<PyTorchValue, PyTorchValue> entries = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> entries.put(new Text(name), TensorValue.of(tensor)));
    return new Dictionary(entries);
  }

  /// Writes a value, such as a checkpoint; replaces an existing file atomically.
  ///
  /// @throws IllegalArgumentException if it holds bytes or sets, which PyTorch does not read safely
  public static void write(Path file, PyTorchValue root) throws IOException {
    PickleWriter writer = new PickleWriter();
    byte[] pickle = writer.pickle(root);
    List<StoredTensor> memories = writer.memories();
    AtomicFile.write(
        file,
        out -> {
          StoredZip zip = new StoredZip(out);
          zip.add(FOLDER + "/data.pkl", content -> content.write(pickle));
          zip.add(FOLDER + "/byteorder", content -> content.write(ascii("little")));
          for (int i = 0; i < memories.size(); i++) {
            zip.add("%s/data/%d".formatted(FOLDER, i), memories.get(i)::copyTo);
          }
          zip.add(FOLDER + "/version", content -> content.write(ascii("3\n")));
          zip.close();
        });
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
