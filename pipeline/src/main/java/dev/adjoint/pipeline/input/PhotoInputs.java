package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Source;
import dev.adjoint.data.image.ImageFile;
import dev.adjoint.data.image.Photo;
import dev.adjoint.data.image.PhotoFolder;
import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.image.Photographs;
import dev.adjoint.data.image.Pixels;
import dev.adjoint.data.table.DecimalText;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads photographs.
///
/// @param preprocessing how pixels become inputs
record PhotoInputs(PhotoPreprocessing preprocessing) implements InputReader {

  /// The largest value of a pixel.
  private static final float WHITE = 255;

  /// Photographs whose pixels are all below 1 in this number of white are taken for another unit.
  private static final int OTHER_UNIT = 16;

  @Override
  public String expects() {
    return "photographs; give an image file or a folder of them";
  }

  @Override
  public Inputs read(Path data) {
    List<Path> files = PhotoFolder.unlabelled(data);
    List<Pixels> images = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Path file : files) {
      try {
        Pixels image = ImageFile.read(file);
        images.add(preprocessing.fit().of(image, preprocessing.size()));
        names.add(Files.isDirectory(data) ? data.relativize(file).toString() : file.toString());
      } catch (DataException e) {
        if (files.size() == 1) {
          throw e;
        }
        notes.add("left out: " + e.getMessage());
      }
    }
    if (images.isEmpty()) {
      throw new DataException(
          "read %s: none of the %d images can be read; the first: %s"
              .formatted(data, files.size(), notes.getFirst().replaceFirst("left out: ", "")));
    }
    return inputs(preprocessing.features(images), notes, names);
  }

  @Override
  public Inputs of(byte[] image) {
    String name = "the given image";
    return inputs(
        preprocessing.features(List.of(ImageFile.read(name, image))), List.of(), List.of(name));
  }

  /// Images in a tensor, red, green and blue in 0 … 255.
  @Override
  public Inputs of(Tensor samples) {
    Shape one = preprocessing.featureShape();
    int rank = samples.shape().rank();
    Tensor all = rank == one.rank() ? samples.unsqueeze(0) : samples;
    int[] sizes = all.shape().toArray();
    if (sizes.length != 4 || !Shape.of(sizes[1], sizes[2], sizes[3]).equals(one)) {
      throw new DataException(
          "predict: the model was trained on images of %s but the tensor has the shape %s; give %s or [N, 3, %d, %d]"
              .formatted(one, samples.shape(), one, preprocessing.size(), preprocessing.size()));
    }
    float[] pixels = all.toFloatArray();
    List<String> notes = otherUnit(pixels);
    int plane = preprocessing.size() * preprocessing.size();
    for (int i = 0; i < pixels.length; i++) {
      var channel = preprocessing.channels().get(i / plane % Pixels.CHANNELS);
      pixels[i] = (float) ((pixels[i] - channel.mean()) / channel.std());
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < sizes[0]; i++) {
      names.add("the given tensor: image %d".formatted(i + 1));
    }
    return inputs(Tensor.of(pixels, all.shape()), notes, names);
  }

  /// Says when pixels are not in 0 … 255, such as in 0 … 1, or already standardized.
  private static List<String> otherUnit(float[] pixels) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float pixel : pixels) {
      least = Math.min(least, pixel);
      most = Math.max(most, pixel);
    }
    if (!(least < 0 || most > WHITE || (most > 0 && most * OTHER_UNIT <= WHITE))) {
      return List.of();
    }
    return List.of(
        "the pixels of these images lie in %s … %s but those of the training images in 0 … 255; scale them alike, else the answers mean nothing"
            .formatted(DecimalText.shortName(least), DecimalText.shortName(most)));
  }

  private static Inputs inputs(Tensor features, List<String> notes, List<String> names) {
    return new Inputs(
        features,
        notes,
        names::get,
        position -> "pixel value %d".formatted(position + 1),
        Optional.of(List.copyOf(names)));
  }

  /// Images of which each folder is a class; of a folder with parts, the test part, else the
  /// validation part.
  @Override
  public Source readWithTargets(Path data, List<String> notes) {
    if (!Files.isDirectory(data)) {
      throw new DataException(
          "read %s: it is not a folder, but the model was trained on photographs; give a folder that has a folder of images for each class"
              .formatted(data));
    }
    PhotoFolder folder = PhotoFolder.find(data);
    List<Photo> photos = folder.test().or(folder::validation).orElseGet(folder::training);
    if (folder.test().isPresent() || folder.validation().isPresent()) {
      notes.add(
          "the images to %s in %s are used, not those to train on"
              .formatted(folder.test().isPresent() ? "test on" : "validate on", data));
    }
    return Photographs.known(data, photos, preprocessing, notes);
  }
}
