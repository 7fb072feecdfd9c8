package dev.adjoint.data.image;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.ReadOptions;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.table.Column;
import dev.adjoint.data.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The image files of a folder with their classes, in the order of their names.
///
/// Each folder in it is a class and holds the images of the class, at any depth. If there is a
/// folder `train`, its folders are the classes, and `val` or `test` beside it are the images to
/// validate and to test on. Or a CSV file names the class of each image.
///
/// @param training the images to learn from, or all where part of them is to be held out
/// @param validation the images to choose the best epoch by, where the folder has its own
/// @param test the images that are looked at once, at the end, where the folder has some
/// @param notes what should be reported, one sentence each
public record PhotoFolder(
    List<Photo> training,
    Optional<List<Photo>> validation,
    Optional<List<Photo>> test,
    List<String> notes) {

  private static final Set<String> TRAINING = Set.of("train", "training");
  private static final Set<String> VALIDATION = Set.of("val", "valid", "validation");
  private static final Set<String> TEST = Set.of("test", "testing");

  /// Whether a folder has image files, in it or in folders of it.
  public static boolean looksLike(Path folder) {
    return Files.isDirectory(folder) && !images(folder, Optional.of(1)).isEmpty();
  }

  /// The images of a folder.
  ///
  /// @throws DataException when there are none, or they are in no classes
  public static PhotoFolder find(Path folder) {
    List<Path> folders = folders(folder);
    List<String> notes = new ArrayList<>();
    Optional<Path> training = named(folders, TRAINING);
    if (training.isEmpty()) {
      return new PhotoFolder(
          classes(folder, notes), Optional.empty(), Optional.empty(), List.copyOf(notes));
    }
    Optional<List<Photo>> validation = named(folders, VALIDATION).map(part -> classes(part, notes));
    Optional<List<Photo>> test = named(folders, TEST).map(part -> classes(part, notes));
    validation.ifPresent(_ ->
        notes.add("%s has its own images to validate on, so none are held out".formatted(folder)));
    test.ifPresent(_ ->
        notes.add(
            "the images in %s are for the test at the end; they have no part in training nor in the choice of the best epoch"
                .formatted(named(folders, TEST).orElseThrow())));
    return new PhotoFolder(classes(training.get(), notes), validation, test, List.copyOf(notes));
  }

  /// The images that a CSV file names: the first column, or the one called `file`, has the files,
  /// the second, or the one called `label`, their classes.
  ///
  /// @param folder where the files are
  /// @param labels the CSV file
  /// @throws DataException when the table has no two columns, or a file that it names is not there
  public static PhotoFolder labelled(Path folder, Path labels) {
    Table table = TableReader.read(labels, ReadOptions.NONE);
    if (table.columns().size() < 2) {
      throw new DataException(
          "read %s: it needs a column of files and one of classes but has %d column; add the other"
              .formatted(labels, table.columns().size()));
    }
    Column files = column(table, "file", 0);
    Column classes = column(table, "label", 1);
    List<Photo> photos = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      if (classes.isMissing(row)) {
        throw new DataException(
            "read %s: %s has no class; name one or remove the row"
                .formatted(labels, table.location(row)));
      }
      Path file;
      try {
        file = folder.resolve(files.text(row));
      } catch (InvalidPathException e) {
        throw new DataException(
            "read %s: %s: '%s' is not a path; correct it"
                .formatted(labels, table.location(row), files.text(row)),
            e);
      }
      if (!Files.isRegularFile(file)) {
        throw new DataException(
            "read %s: %s names the image %s, which is not there; correct the name or remove the row"
                .formatted(labels, table.location(row), file));
      }
      photos.add(new Photo(file, classes.text(row)));
    }
    return new PhotoFolder(photos, Optional.empty(), Optional.empty(), List.of());
  }

  private static Column column(Table table, String name, int position) {
    return table.columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseGet(() -> table.columns().get(position));
  }

  /// The images in a folder without classes, or the single one in a file.
  ///
  /// @throws DataException when there are none
  public static List<Path> unlabelled(Path data) {
    if (!Files.isDirectory(data)) {
      return List.of(data);
    }
    List<Path> files = images(data, Optional.empty());
    if (files.isEmpty()) {
      throw none(data);
    }
    return files;
  }

  private static List<Photo> classes(Path folder, List<String> notes) {
    List<Photo> photos = new ArrayList<>();
    for (Path one : folders(folder)) {
      String label = String.valueOf(one.getFileName());
      images(one, Optional.empty()).forEach(file -> photos.add(new Photo(file, label)));
    }
    long loose = list(folder).stream().filter(PhotoFolder::isImage).count();
    if (photos.isEmpty()) {
      if (loose == 0) {
        throw none(folder);
      }
      throw new DataException(
          "read %s: the folder has %d images but no folder of a class; %s"
              .formatted(folder, loose, layout(folder)));
    }
    if (loose > 0) {
      notes.add(
          "%d images in %s itself are in no folder of a class and are left out"
              .formatted(loose, folder));
    }
    return photos;
  }

  private static String layout(Path folder) {
    Path name = folder.getFileName();
    return "put the images of each class into a folder of its own (%1$s/cats, %1$s/dogs), or name the class of each image in a CSV file with --labels"
        .formatted(name == null ? "photos" : name);
  }

  private static DataException none(Path folder) {
    return new DataException(
        "read %s: the folder has no images (files that end in .jpg, .png, .bmp, .gif, …); %s"
            .formatted(folder, layout(folder)));
  }

  private static Optional<Path> named(List<Path> folders, Set<String> names) {
    return folders.stream()
        .filter(each -> names.contains(String.valueOf(each.getFileName()).toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static List<Path> folders(Path folder) {
    return list(folder).stream().filter(Files::isDirectory).toList();
  }

  private static boolean isImage(Path file) {
    return ImageFile.isNamedSo(file) && Files.isRegularFile(file);
  }

  private static boolean isHidden(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /// What is in a folder, without hidden names, in the order of the names.
  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !isHidden(folder, file)).sorted().toList();
    } catch (IOException e) {
      throw new DataException(
          "read %s: the folder cannot be read (%s); check that it is there and may be read"
              .formatted(folder, e),
          e);
    }
  }

  /// Image files at any depth, in the order of their paths.
  ///
  /// @param most stop after so many
  private static List<Path> images(Path folder, Optional<Integer> most) {
    try (Stream<Path> files = Files.walk(folder)) {
      Stream<Path> images = files.filter(PhotoFolder::isImage).filter(f -> !isHidden(folder, f));
      return most.isPresent() ? images.limit(most.get()).toList() : images.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          "read %s: the folder cannot be read (%s); check that it may be read".formatted(folder, e),
          e);
    }
  }
}
