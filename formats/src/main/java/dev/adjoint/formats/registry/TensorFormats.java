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

/// All formats of files with tensors. A file's content decides which one it is, then its ending.
public final class TensorFormats {

  private static final List<TensorFormat> ALL =
      List.of(new SafetensorsFormat(), new PyTorchFormat(), new NumpyFormat());

  private TensorFormats() {}

  /// All formats.
  public static List<TensorFormat> all() {
    return ALL;
  }

  /// The format of a file that exists.
  ///
  /// @throws FormatException if there is no such file or it is of none of the formats
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
                "neither the content nor the ending is that of a known format; known are %s"
                    .formatted(known())));
  }

  /// The format that a name's ending stands for; empty if none.
  public static Optional<TensorFormat> forEnding(Path file) {
    String name = FileStart.lowerName(file);
    return ALL.stream()
        .filter(format -> format.endings().stream().anyMatch(name::endsWith))
        .findFirst();
  }

  /// Opens a file of any format for reading one tensor at a time.
  ///
  /// @throws FormatException if there is no such file, or it is of no known format or not whole
  public static TensorFile open(Path file) throws IOException {
    return of(file).open(file);
  }

  /// The weights of a model from a file of any format, by name; of a checkpoint of PyTorch only
  /// those of the model, without the prefix `module.`.
  ///
  /// @throws FormatException if there is no such file, or it is of no known format or not whole
  public static Map<String, Tensor> weights(Path file) throws IOException {
    return of(file).weights(file);
  }

  /// The formats with their endings, for messages.
  public static String known() {
    StringJoiner text = new StringJoiner(", ");
    for (TensorFormat format : ALL) {
      text.add("%s (%s)".formatted(format.name(), String.join(" ", format.endings())));
    }
    return text.toString();
  }
}
