package dev.adjoint.data.image;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.Rows;
import dev.adjoint.data.Source;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.table.CellIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Prepares photographs: reads them in one size, splits them, and learns mean and deviation of each
/// channel from the training part.
///
/// @param folder the folder that is read, for messages
/// @param photos its images
/// @param size the side in pixels, or empty to find it from the images
/// @param fit how an image becomes a square
public record Photographs(Path folder, PhotoFolder photos, Optional<Integer> size, ImageFit fit) {

  /// The greatest side of a prepared image in pixels.
  public static final int MOST_SIZE = 1024;

  /// The side where nothing is said, if the images are not smaller.
  private static final int USUAL_SIZE = 64;

  private static final int LOOKED_AT = 32;
  private static final int NAMED = 5;

  /// Reads, splits and standardises.
  ///
  /// @param holdout which images are held out; not used where the folder has its own
  /// @throws DataException when no image can be read, or all are of one class
  public Prepared prepare(Holdout holdout) {
    photos
        .validation()
        .ifPresent(
            _ -> holdout.requireRandom("%s has its own images to validate on".formatted(folder)));
    List<String> notes = new ArrayList<>(photos.notes());
    int side = size.orElseGet(this::usualSize);
    notes.add("images are prepared to %d × %d pixels (%s)".formatted(side, side, fit));
    Album album = album(photos.training(), side, notes);
    List<String> labels = labels(photos.training(), album);
    ClassTarget target = target(labels);
    int[] known = numbers(labels, target, "training");
    Rows rows =
        photos.validation().isPresent()
            ? new Rows(all(known.length), new int[0])
            : holdout.rows(known, target.classes().size());
    PhotoPreprocessing preprocessing =
        new PhotoPreprocessing(side, fit, channels(album, rows.training()), target);
    Source training = samples(album, preprocessing, photos.training(), known, rows.training());
    Source held =
        photos.validation().isPresent()
            ? part(photos.validation().get(), preprocessing, "validation", notes)
            : samples(album, preprocessing, photos.training(), known, rows.validation());
    Optional<Source> test = photos.test().map(each -> part(each, preprocessing, "test", notes));
    return new Prepared(preprocessing, training, held, test, notes);
  }

  /// Images whose classes are known, for a model that was trained before.
  ///
  /// @param trained how the model's images were prepared
  /// @param notes where sentences about images that cannot be read go
  /// @throws DataException when no image can be read, or a class was never trained on
  public static PhotoSamples known(
      Path folder, List<Photo> photos, PhotoPreprocessing trained, List<String> notes) {
    PhotoFolder one = new PhotoFolder(photos, Optional.empty(), Optional.empty(), List.of());
    return new Photographs(folder, one, Optional.of(trained.size()), trained.fit())
        .part(photos, trained, "given", notes);
  }

  private PhotoSamples part(
      List<Photo> files, PhotoPreprocessing preprocessing, String name, List<String> notes) {
    Album album = album(files, preprocessing.size(), notes);
    int[] known = numbers(labels(files, album), preprocessing.target(), name);
    return samples(album, preprocessing, files, known, all(album.count()));
  }

  private Album album(List<Photo> files, int side, List<String> notes) {
    Album album = AlbumReader.read(files.stream().map(Photo::file).toList(), side, fit);
    if (album.count() == 0) {
      throw new DataException(
          "read %s: none of the %d images can be read; the first: %s"
              .formatted(folder, files.size(), album.broken().getFirst()));
    }
    album.broken().stream().limit(NAMED).forEach(reason -> notes.add("left out: " + reason));
    if (album.broken().size() > NAMED) {
      notes.add("left out: %d more images".formatted(album.broken().size() - NAMED));
    }
    return album;
  }

  private static List<String> labels(List<Photo> files, Album album) {
    return album.indices().stream().map(index -> files.get(index).label()).toList();
  }

  private ClassTarget target(List<String> labels) {
    List<String> classes = labels.stream().distinct().sorted(CellIdentity.ORDER).toList();
    if (classes.size() == 1) {
      throw new DataException(
          "read %s: all %d images are of one class ('%s'); two classes or more are needed to learn to tell them apart, add a folder with images of another class"
              .formatted(folder, labels.size(), classes.getFirst()));
    }
    return new ClassTarget("label", classes, CellIdentity.TEXT);
  }

  private int[] numbers(List<String> labels, ClassTarget target, String part) {
    Map<String, Integer> known = new HashMap<>();
    target.classes().forEach(name -> known.put(name, known.size()));
    int[] numbers = new int[labels.size()];
    for (int i = 0; i < numbers.length; i++) {
      Integer number = known.get(labels.get(i));
      if (number == null) {
        throw new DataException(
            "read %s: class '%s' of the %s images was never seen in training (known: %s); add images of it to the training data, or remove them here"
                .formatted(folder, labels.get(i), part, Spelling.list(target.classes())));
      }
      numbers[i] = number;
    }
    return numbers;
  }

  private static PhotoSamples samples(
      Album album, PhotoPreprocessing preprocessing, List<Photo> files, int[] known, int[] images) {
    return new PhotoSamples(
        album,
        preprocessing,
        images,
        Arrays.stream(images).map(image -> known[image]).toArray(),
        Arrays.stream(images)
            .mapToObj(image -> files.get(album.indices().get(image)).file().toString())
            .toArray(String[]::new));
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  private List<PhotoPreprocessing.Channel> channels(Album album, int[] images) {
    long[] sums = new long[Pixels.CHANNELS];
    long[] squares = new long[Pixels.CHANNELS];
    byte[] pixels = new byte[album.stride()];
    for (int image : images) {
      album.read(image, pixels);
      for (int at = 0; at < pixels.length; at++) {
        int value = pixels[at] & 0xFF;
        sums[at % Pixels.CHANNELS] += value;
        squares[at % Pixels.CHANNELS] += (long) value * value;
      }
    }
    double count = (double) images.length * album.size() * album.size();
    List<PhotoPreprocessing.Channel> channels = new ArrayList<>();
    for (int c = 0; c < Pixels.CHANNELS; c++) {
      double mean = sums[c] / count;
      double variance = squares[c] / count - mean * mean;
      channels.add(new PhotoPreprocessing.Channel(mean, variance > 0 ? Math.sqrt(variance) : 1));
    }
    if (channels.stream().allMatch(channel -> channel.std() == 1)) {
      throw new DataException(
          "read %s: the %d training images are all of one colour; check the files"
              .formatted(folder, images.length));
    }
    return channels;
  }

  /// The usual size, or the middle one of the shorter sides where the images are smaller.
  private int usualSize() {
    List<Photo> files = photos.training();
    int step = Math.max(1, files.size() / LOOKED_AT);
    List<Integer> sides = new ArrayList<>();
    for (int i = 0; i < files.size(); i += step) {
      try {
        Pixels image = ImageFile.read(files.get(i).file());
        sides.add(Math.min(image.width(), image.height()));
      } catch (DataException _) {
        // The file is reported when all files have been read.
      }
    }
    int middle =
        sides.isEmpty() ? USUAL_SIZE : sides.stream().sorted().toList().get(sides.size() / 2);
    return Math.min(USUAL_SIZE, middle);
  }
}
