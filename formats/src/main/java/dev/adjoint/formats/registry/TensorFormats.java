package dev.adjoint.formats.registry;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.ReadableFile;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// All formats of files with tensors. The format of a file is found by its content, then by its
/// extension.
public final class TensorFormats {

  private static final List<TensorFormat> ALL =
      List.of(
          new GgufFormat(),
          new SafetensorsFormat(),
          new KerasFormat(),
          new PyTorchFormat(),
          new NumpyFormat(),
          new OnnxFormat());

  private TensorFormats() {}

  /// All formats.
  public static List<TensorFormat> all() {
    return ALL;
  }

  /// The format of a file that exists.
  ///
  /// @throws FormatException if there is no such file or its format is not known
  public static TensorFormat of(Path file) throws IOException {
    ReadableFile.require(file, "tensor");
    FileStart start = FileStart.of(file);
    for (TensorFormat format : ALL) {
      if (format.matches(start)) {
        return format;
      }
    }
    return forEnding(file)
        .orElseThrow(() ->
            new FormatException(
                file,
                "neither the content nor the extension is that of a known format; known formats are %s"
                    .formatted(known())));
  }

  /// The format of a file name extension; empty if there is none.
  public static Optional<TensorFormat> forEnding(Path file) {
    String name = FileStart.lowerName(file);
    return ALL.stream()
        .filter(format -> format.endings().stream().anyMatch(name::endsWith))
        .findFirst();
  }

  /// Opens a file of any format for reading one tensor at a time.
  ///
  /// @throws FormatException if there is no such file, or its format is not known or it is not
  ///   complete
  public static TensorFile open(Path file) throws IOException {
    return of(file).open(file);
  }

  /// The weights of a model from a file of any format, by name; of a PyTorch checkpoint only those
  /// of the model, without the prefix `module.`.
  ///
  /// @throws FormatException if there is no such file, or its format is not known or it is not
  ///   complete
  public static Map<String, Tensor> weights(Path file) throws IOException {
    return of(file).weights(file);
  }

  /// The formats with their extensions, for messages.
  public static String known() {
    StringJoiner text = new StringJoiner(", ");
    for (TensorFormat format : ALL) {
      text.add("%s (%s)".formatted(format.name(), String.join(" ", format.endings())));
    }
    return text.toString();
  }
}
