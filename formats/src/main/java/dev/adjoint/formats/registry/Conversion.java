package dev.adjoint.formats.registry;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.StoredType;
import dev.adjoint.formats.TensorFile;
import dev.adjoint.formats.pytorch.PyTorchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is to be changed on the way from one file of tensors to another.
///
/// @param floats the type in which floating-point numbers are written; empty for the type they have
/// @param renames changes of the beginnings of names; the first that fits a name is made
/// @param entry the entry of a checkpoint whose tensors are taken; empty for the weights of the
///   model
/// @param isAll whether all tensors are taken, by their paths, and not the weights of the model
///   alone
public record Conversion(
    Optional<StoredType> floats, List<Rename> renames, Optional<String> entry, boolean isAll) {

  /// A change of the beginning of names.
  ///
  /// @param from what names begin with; empty fits every name
  /// @param to what stands there instead
  public record Rename(String from, String to) {}

  /// Checks that the type is one of floating-point numbers.
  ///
  /// @throws IllegalArgumentException if it is not
  public Conversion {
    renames = List.copyOf(renames);
    if (floats.isPresent() && !floats.get().isFloating()) {
      throw new IllegalArgumentException(
          "convert: %s is not a type of floating-point numbers; give F64, F32, F16 or BF16"
              .formatted(floats.get()));
    }
    if (isAll && entry.isPresent()) {
      throw new IllegalArgumentException(
          "convert: all tensors and the entry %s are asked for; ask for one of these"
              .formatted(entry.get()));
    }
  }

  /// Nothing is changed: the weights of the model as they are.
  public static Conversion plain() {
    return new Conversion(Optional.empty(), List.of(), Optional.empty(), false);
  }

  /// The tensors of an open file as they are to be written, by their new names.
  ///
  /// @throws IOException if the file does not tell which tensors are meant, or a tensor cannot be
  ///   read
  /// @throws IllegalArgumentException if a rename fits no name, or two tensors get one name
  public Map<String, StoredTensor> of(TensorFile file) throws IOException {
    Map<String, StoredTensor> taken = taken(file);
    for (Rename rename : renames) {
      if (taken.keySet().stream().noneMatch(name -> name.startsWith(rename.from()))) {
        throw new IllegalArgumentException(
            "convert: no name of %s begins with '%s', which is to become '%s'; adjoint inspect lists the names"
                .formatted(file.path(), rename.from(), rename.to()));
      }
    }
    Map<String, StoredTensor> made = new LinkedHashMap<>();
    for (Map.Entry<String, StoredTensor> tensor : taken.entrySet()) {
      String name = renamed(tensor.getKey());
      if (name.isBlank() || made.put(name, converted(tensor.getValue())) != null) {
        throw new IllegalArgumentException(
            "convert: tensor %s gets the name '%s', which is %s; choose other names"
                .formatted(tensor.getKey(), name, name.isBlank() ? "empty" : "taken already"));
      }
    }
    return made;
  }

  private Map<String, StoredTensor> taken(TensorFile file) throws IOException {
    if (entry.isEmpty()) {
      return isAll ? file.tensors() : file.weights();
    }
    if (file instanceof PyTorchFile pytorch) {
      return pytorch.stateDict(entry.get());
    }
    throw new FormatException(
        file.path(),
        "a file of the format %s has no entries, only tensors; leave out the entry '%s'"
            .formatted(file.format(), entry.get()));
  }

  private String renamed(String name) {
    for (Rename rename : renames) {
      if (name.startsWith(rename.from())) {
        return rename.to() + name.substring(rename.from().length());
      }
    }
    return name;
  }

  private StoredTensor converted(StoredTensor tensor) throws IOException {
    return floats.isPresent() && tensor.type().isFloating() && tensor.type() != floats.get()
        ? tensor.as(floats.get())
        : tensor;
  }

  /// The format of a file that is to be written.
  ///
  /// @param replace whether a file that is there may be replaced
  /// @throws IOException if the file is there and may not be replaced, its folder is missing, or
  ///   its ending is of no known format
  public static TensorFormat target(Path file, boolean replace) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new FormatException(file, "this is a folder; name a file in it");
    }
    if (Files.exists(file) && !replace) {
      throw new FormatException(
          file, "there is such a file already; name another one, or replace it with --force");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new FormatException(
          file, "the folder %s does not exist; make it first".formatted(folder));
    }
    return TensorFormats.forEnding(file)
        .orElseThrow(() ->
            new FormatException(
                file,
                "the ending does not tell the format; endings are %s"
                    .formatted(TensorFormats.known())));
  }
}
