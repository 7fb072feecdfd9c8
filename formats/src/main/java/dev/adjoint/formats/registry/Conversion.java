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

/// The changes in a conversion from one file of tensors to another.
///
/// @param floats the type in which floating-point numbers are written; empty for the type they have
/// @param renames changes of prefixes of names; the first matching one is applied
/// @param entry the entry of a checkpoint whose tensors are converted; empty for the weights of the
///   model
/// @param isAll whether all tensors are converted, by their paths, and not only the weights of the
///   model
public record Conversion(
    Optional<StoredType> floats, List<Rename> renames, Optional<String> entry, boolean isAll) {

  /// A change of a prefix of names.
  ///
  /// @param from the prefix; the empty one matches every name
  /// @param to the new prefix
  public record Rename(String from, String to) {}

  /// Checks that the type is a floating-point type.
  ///
  /// @throws IllegalArgumentException if it is not
  public Conversion {
    renames = List.copyOf(renames);
    if (floats.isPresent() && !floats.get().isFloating()) {
      throw new IllegalArgumentException(
          "convert: %s is not a floating-point type; choose F64, F32, F16 or BF16"
              .formatted(floats.get()));
    }
    if (isAll && entry.isPresent()) {
      throw new IllegalArgumentException(
          "convert: both all tensors and the entry %s are requested; choose one of the two"
              .formatted(entry.get()));
    }
  }

  /// No changes: the weights of the model as they are.
  public static Conversion plain() {
    return new Conversion(Optional.empty(), List.of(), Optional.empty(), false);
  }

  /// The tensors of an open file in the form to be written, by their new names.
  ///
  /// @throws IOException if the file does not say which tensors to convert, or a tensor cannot be
  ///   read
  /// @throws IllegalArgumentException if a rename matches no name, or two tensors get the same name
  public Map<String, StoredTensor> of(TensorFile file) throws IOException {
    Map<String, StoredTensor> taken = taken(file);
    for (Rename rename : renames) {
      if (taken.keySet().stream().noneMatch(name -> name.startsWith(rename.from()))) {
        throw new IllegalArgumentException(
            "convert: no name in %s begins with '%s', which should become '%s'; adjoint inspect lists the names"
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

  /// The format of a file to be written.
  ///
  /// @param replace whether an existing file may be replaced
  /// @throws IOException if the file exists and may not be replaced, its folder is missing, or its
  ///   extension is not one of a known format
  public static TensorFormat target(Path file, boolean replace) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new FormatException(file, "this is a folder; name a file in it");
    }
    if (Files.exists(file) && !replace) {
      throw new FormatException(
          file, "the file exists already; name another one, or replace it with --force");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new FormatException(
          file, "the folder %s does not exist; create it first".formatted(folder));
    }
    return TensorFormats.forEnding(file)
        .orElseThrow(() ->
            new FormatException(
                file,
                "the file name extension is not known; known extensions are %s"
                    .formatted(TensorFormats.known())));
  }
}
