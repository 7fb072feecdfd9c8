package dev.adjoint.data.idx;

import dev.adjoint.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of images and labels in a folder.
///
/// Two files are a pair when their names are equal except for `images` and `labels`, the digit
/// after `idx`, and a `.gz` at the end (a plain file is preferred to a gzip one). A folder has one
/// pair, or a pair with `train` in its name and beside it a pair with `val`, one with `t10k` or
/// `test`, or both.
///
/// @param training the pair to train on; where there is no pair for validation, part of it is held
///   out
/// @param validation the pair to choose the best epoch by, where the folder has one
/// @param test the pair that is looked at once, at the end, where the folder has one
public record IdxFolder(IdxFiles training, Optional<IdxFiles> validation, Optional<IdxFiles> test) {
  private static final String LAYOUT =
      "name them like train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz";

  /// Whether a folder looks as if it holds IDX files.
  ///
  /// @param folder any path
  /// @return true when it is a folder with a file named `…images…` or `…labels…`
  public static boolean looksLike(Path folder) {
    return Files.isDirectory(folder)
        && list(folder).stream().anyMatch(file -> role(file, "images") || role(file, "labels"));
  }

  /// Finds the pairs in a folder.
  ///
  /// @param folder a folder with image and label files
  /// @return what trains and, where they are there, what validates and what tests
  /// @throws DataException when there is no pair, or several pairs that their names do not
  ///   distinguish
  public static IdxFolder find(Path folder) {
    List<Path> files = list(folder);
    Map<String, Path> images = byKey(files, "images");
    Map<String, Path> labels = byKey(files, "labels");
    images.forEach((key, file) -> requireOther(folder, file, labels.containsKey(key), "labels"));
    labels.forEach((key, file) -> requireOther(folder, file, images.containsKey(key), "images"));
    Map<String, IdxFiles> pairs = new TreeMap<>();
    images.forEach((key, file) -> pairs.put(key, files(file, labels, key)));
    if (files.isEmpty() && isEmpty(folder)) {
      throw new DataException(
          "read %s: the folder is empty; give one with a folder of images for each class, with IDX files of images and labels, or with text files"
              .formatted(folder));
    }
    if (pairs.isEmpty()) {
      throw new DataException(
          "read %s: the folder has no IDX files of images and labels; %s"
              .formatted(folder, LAYOUT));
    }
    if (pairs.size() == 1) {
      return new IdxFolder(pairs.values().iterator().next(), Optional.empty(), Optional.empty());
    }
    List<String> training = pairs.keySet().stream().filter(key -> key.contains("train")).toList();
    List<String> validation = others(pairs, "val");
    List<String> test = others(pairs, "t10k", "test");
    if (training.size() != 1
        || validation.size() > 1
        || test.size() > 1
        || pairs.size() != 1 + validation.size() + test.size()) {
      throw new DataException(
          "read %s: the folder has %d pairs of images and labels (%s) where one is expected, or one with 'train' in its name and beside it one with 'val', one with 't10k' or 'test', or both; move the others away"
              .formatted(folder, pairs.size(), String.join(", ", names(images))));
    }
    return new IdxFolder(
        at(pairs, training.getFirst()),
        validation.stream().findFirst().map(key -> at(pairs, key)),
        test.stream().findFirst().map(key -> at(pairs, key)));
  }

  private static List<String> names(Map<String, Path> images) {
    return images.values().stream().map(file -> String.valueOf(file.getFileName())).toList();
  }

  /// The keys of pairs that do not train and have one of these words in their name.
  private static List<String> others(Map<String, IdxFiles> pairs, String... words) {
    return pairs.keySet().stream()
        .filter(key -> !key.contains("train") && Stream.of(words).anyMatch(key::contains))
        .toList();
  }

  private static IdxFiles at(Map<String, IdxFiles> pairs, String key) {
    return Objects.requireNonNull(pairs.get(key));
  }

  private static IdxFiles files(Path images, Map<String, Path> labels, String key) {
    return new IdxFiles(images, Objects.requireNonNull(labels.get(key)));
  }

  private static void requireOther(Path folder, Path file, boolean there, String other) {
    if (!there) {
      throw new DataException(
          "read %s: %s has no file of %s beside it; %s"
              .formatted(folder, file.getFileName(), other, LAYOUT));
    }
  }

  private static Map<String, Path> byKey(List<Path> files, String role) {
    Map<String, Path> keyed = new TreeMap<>();
    files.stream()
        .filter(file -> role(file, role))
        .forEach(file -> keyed.putIfAbsent(key(file, role), file));
    return keyed;
  }

  private static boolean role(Path file, String role) {
    return lower(file).contains(role);
  }

  private static String key(Path file, String role) {
    return lower(file).replaceAll("\\.gz$", "").replace(role, "*").replaceAll("idx[0-9]", "idx");
  }

  private static String lower(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.findAny().isEmpty();
    } catch (IOException _) {
      return false; // It was listed a moment ago; the general message follows.
    }
  }

  /// The files by name, so that `x` comes before `x.gz`.
  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new DataException(
          "read %s: there is no such folder (%s); check the path"
              .formatted(folder, folder.toAbsolutePath().normalize()),
          e);
    } catch (IOException e) {
      throw new DataException(
          "read %s: the folder cannot be read (%s); check that it may be read".formatted(folder, e),
          e);
    }
  }
}
