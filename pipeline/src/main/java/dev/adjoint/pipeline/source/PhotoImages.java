package dev.adjoint.pipeline.source;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.idx.IdxFolder;
import dev.adjoint.data.image.ImageFit;
import dev.adjoint.data.image.PhotoFolder;
import dev.adjoint.data.image.Photographs;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A folder of photographs, see [PhotoFolder].
///
/// @param folder the folder
/// @param labels a CSV file with the class of each image, or empty where folders are the classes
/// @param size the side in pixels to which images are scaled, or empty to find it from the images
/// @param fit how an image becomes a square
public record PhotoImages(Path folder, Optional<Path> labels, Optional<Integer> size, ImageFit fit)
    implements DataSource {

  static final DataKind KIND_OF_DATA = new Kind();

  private static final PlanOption<Path> LABELS =
      new PlanOption<>(
          "labels",
          "FILE",
          "A CSV file with two columns, image files and their classes. Default: each folder is a class.",
          PhotoImages::path);

  private static final PlanOption<Integer> SIZE =
      PlanOption.whole(
          "size",
          8,
          Photographs.MOST_SIZE,
          "The side in pixels to which images are scaled. Default: 64, or that of smaller images.");

  private static final PlanOption<ImageFit> FIT =
      new PlanOption<>(
          "fit",
          "NAME",
          "How images become squares: crop cuts out the middle, stretch distorts. Default: crop.",
          PhotoImages::fit);

  /// A folder with a folder for each class; everything else is found from the images.
  public static PhotoImages of(Path folder) {
    return new PhotoImages(folder, Optional.empty(), Optional.empty(), ImageFit.CROP);
  }

  /// The same in this size.
  ///
  /// @param side in pixels
  @CheckReturnValue
  public PhotoImages withSize(int side) {
    return new PhotoImages(folder, labels, Optional.of(side), fit);
  }

  /// The same with the classes that a CSV file names.
  @CheckReturnValue
  public PhotoImages withLabels(Path file) {
    return new PhotoImages(folder, Optional.of(file), size, fit);
  }

  @Override
  public Prepared prepare(Holdout holdout) {
    PhotoFolder photos =
        labels.isPresent() ? PhotoFolder.labelled(folder, labels.get()) : PhotoFolder.find(folder);
    return new Photographs(folder, photos, size, fit).prepare(holdout);
  }

  @Override
  public String name() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "photos" : last.toString();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND_OF_DATA.name());
    map.put("folder", text(folder));
    labels.ifPresent(file -> map.put("labels", text(file)));
    size.ifPresent(side -> map.put("size", side));
    map.put("fit", fit.toString());
    return map;
  }

  private static String text(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new DataException("labels: '%s' is not a path; name a CSV file".formatted(text), e);
    }
  }

  private static ImageFit fit(String text) {
    try {
      return ImageFit.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new DataException("fit: there is no '%s'; there are: crop, stretch".formatted(text));
    }
  }

  private record Kind() implements DataKind {

    @Override
    public String name() {
      return "photos";
    }

    @Override
    public String title() {
      return "the folder of photographs";
    }

    @Override
    public boolean isTable() {
      return false;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of(LABELS, SIZE, FIT);
    }

    /// A folder with images in it, or any folder if an option for photographs is given.
    @Override
    public boolean holds(Path path, DataPlan plan) {
      return Files.isDirectory(path)
          && (options().stream().anyMatch(plan::has)
              || (!IdxFolder.looksLike(path) && PhotoFolder.looksLike(path)));
    }

    @Override
    public DataSource at(Path path, DataPlan plan) {
      return new PhotoImages(
          path, plan.value(LABELS), plan.value(SIZE), plan.value(FIT).orElse(ImageFit.CROP));
    }

    @Override
    public DataSource fromMap(PlainMap fields) {
      return new PhotoImages(
          fields.path("folder"),
          fields.values().containsKey("labels")
              ? Optional.of(fields.path("labels"))
              : Optional.empty(),
          fields.values().containsKey("size")
              ? Optional.of(fields.whole("size", 1, Photographs.MOST_SIZE))
              : Optional.empty(),
          fields.choice("fit", ImageFit.values(), ImageFit::toString));
    }
  }
}
