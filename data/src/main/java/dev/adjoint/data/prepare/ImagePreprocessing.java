package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.data.table.DecimalText;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns images and labels into a data set: each pixel becomes `(x − mean) / std`, with one mean
/// and one deviation over all pixels of the training images.
///
/// @param sizes the sizes of one prepared image, such as 28 and 28, or 1, 28 and 28 with an axis
///   for the channel
/// @param mean mean of the training pixels, in the unit of the file (0 … 255 for bytes)
/// @param std standard deviation of the training pixels, above 0
/// @param greatest the greatest absolute value of the training pixels, above 0; images of another
///   unit are recognised by it
/// @param target the classes; their names are the labels as whole numbers
public record ImagePreprocessing(
    List<Integer> sizes, double mean, double std, double greatest, ClassTarget target)
    implements Preprocessing {

  /// Pixels this many times smaller or larger than those of the training images are in another
  /// unit.
  private static final double OTHER_UNIT = 16;

  /// Copies the list.
  public ImagePreprocessing {
    sizes = List.copyOf(sizes);
  }

  /// The same for prepared images with an axis for their single channel, `[1, height, width]`.
  ///
  /// @return new preprocessing
  /// @throws DataException when an image has not two axes
  @CheckReturnValue
  public ImagePreprocessing withChannelAxis() {
    if (sizes.size() != 2) {
      throw new DataException(
          "prepare: a channel axis can be given to images of height and width, but these are %s; use them as they are"
              .formatted(sizes));
    }
    return new ImagePreprocessing(
        List.of(1, sizes.get(0), sizes.get(1)), mean, std, greatest, target);
  }

  /// Learns from the training images.
  ///
  /// @param pair images and labels
  /// @param training indices of the training images
  /// @return the preprocessing
  /// @throws DataException when the labels are all the same or the pixels are
  public static ImagePreprocessing fit(IdxPair pair, int[] training) {
    IdxArray images = pair.images();
    int width = images.width();
    double sum = 0;
    double squares = 0;
    double greatest = 0;
    // Sums of bytes are exact. For other types the first pixel is subtracted before squaring, so
    // that the rounding errors stay small compared to the variance.
    double origin = images.number(0);
    for (int row : training) {
      for (int i = row * width; i < (row + 1) * width; i++) {
        double value = images.number(i) - origin;
        greatest = Math.max(greatest, Math.abs(images.number(i)));
        sum += value;
        squares += value * value;
      }
    }
    double count = (double) training.length * width;
    double mean = sum / count;
    double variance = squares / count - mean * mean;
    if (!(variance > 0) || !Double.isFinite(variance)) {
      throw new DataException(
          "read %s: the pixels of the %d training images must be finite and not all the same; check the file"
              .formatted(images.source(), training.length));
    }
    List<String> classes =
        Arrays.stream(training)
            .mapToLong(row -> (long) pair.labels().number(row))
            .distinct()
            .sorted()
            .mapToObj(Long::toString)
            .toList();
    List<Integer> sizes = Arrays.stream(images.sizes()).skip(1).boxed().toList();
    return new ImagePreprocessing(
        sizes, mean + origin, Math.sqrt(variance), greatest, new ClassTarget("label", classes));
  }

  @Override
  public Shape featureShape() {
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /// An image where the files hold rows and columns; arrays of other sizes are plain numbers.
  @Override
  public InputForm form() {
    boolean isImage = sizes.size() == 2 || (sizes.size() == 3 && sizes.getFirst() == 1);
    return isImage ? new InputForm.Image(featureShape()) : Preprocessing.super.form();
  }

  @Override
  public List<String> featureNames() {
    return List.of();
  }

  /// Turns images into inputs.
  ///
  /// @param images images of the sizes that were trained on
  /// @param rows indices of images
  /// @return inputs `[rows, sizes…]`, F32
  /// @throws DataException when the images have other sizes
  public Tensor features(IdxArray images, int[] rows) {
    requireSizes(images.source(), Arrays.copyOfRange(images.sizes(), 1, images.sizes().length));
    int width = images.width();
    float[] inputs = new float[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        inputs[i * width + j] = scaled(images.number(rows[i] * width + j));
      }
    }
    return Tensor.of(inputs, shape(rows.length));
  }

  /// Turns images in a tensor into inputs.
  ///
  /// @param images `[N, sizes…]` or one image `[sizes…]`, with or without the axis of a single
  ///   channel, in the unit of the training images
  /// @return inputs `[N, sizes…]`, F32
  /// @throws DataException when the images have other sizes
  public Tensor features(Tensor images) {
    int[] all = images.shape().toArray();
    boolean single = isSize(all);
    requireSizes(
        "tensor", single ? all : Arrays.copyOfRange(all, Math.min(1, all.length), all.length));
    double[] pixels = images.toDoubleArray();
    float[] inputs = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      inputs[i] = scaled(pixels[i]);
    }
    return Tensor.of(inputs, shape(single ? 1 : all[0]));
  }

  private float scaled(double pixel) {
    return (float) ((pixel - mean) / std);
  }

  private Shape shape(int count) {
    int[] shape = new int[sizes.size() + 1];
    shape[0] = count;
    System.arraycopy(featureShape().toArray(), 0, shape, 1, sizes.size());
    return Shape.of(shape);
  }

  /// Whether these are the sizes of one image; an axis for a single channel is optional.
  private boolean isSize(int[] image) {
    return Arrays.equals(withoutChannel(image), withoutChannel(featureShape().toArray()));
  }

  private static int[] withoutChannel(int[] image) {
    return image.length == 3 && image[0] == 1 ? Arrays.copyOfRange(image, 1, 3) : image;
  }

  private void requireSizes(String source, int[] image) {
    if (!isSize(image)) {
      throw new DataException(
          "read %s: the model was trained on images of %s but these are %s; scale them first"
              .formatted(source, sizes, Arrays.toString(image)));
    }
  }

  /// Says when images are in another unit than those trained on, such as 0 … 1 instead of 0 … 255.
  ///
  /// @param features inputs that [#features(IdxArray, int[])] gave
  /// @return one sentence, or nothing when the range is that of the training images
  public Optional<String> otherUnit(Tensor features) {
    double reached = 0;
    for (float input : features.toFloatArray()) {
      reached = Math.max(reached, Math.abs(input * std + mean));
    }
    if (!Double.isFinite(reached)) {
      return Optional
          .empty(); // Inputs that are not finite are reported by the code that computes with them.
    }
    if (reached * OTHER_UNIT > greatest && reached < greatest * OTHER_UNIT) {
      return Optional.empty();
    }
    return Optional.of(
        "the pixels of these images reach %s but those of the training images reach %s; scale them alike, else the answers mean nothing"
            .formatted(DecimalText.shortName(reached), DecimalText.shortName(greatest)));
  }

  /// Turns images and labels into a data set.
  ///
  /// @param pair images and labels
  /// @param rows indices of images
  /// @return inputs and labels
  /// @throws DataException when the images have other sizes or a label was never trained on
  public DataSet dataSet(IdxPair pair, int[] rows) {
    Map<String, Integer> known = new HashMap<>();
    target.classes().forEach(name -> known.put(name, known.size()));
    long[] labels = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      String name = Long.toString((long) pair.labels().number(rows[i]));
      Integer label = known.get(name);
      if (label == null) {
        throw new DataException(
            "read %s: image %d has label %s, which was never seen in training (known: %s); add images of it to the training data, or remove them here"
                .formatted(
                    pair.labels().source(), rows[i] + 1, name, Spelling.list(target.classes())));
      }
      labels[i] = label;
    }
    return new DataSet(
        features(pair.images(), rows),
        Tensor.of(labels, Shape.of(rows.length)),
        target.classes(),
        featureNames());
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "images");
    map.put("sizes", sizes);
    map.put("mean", mean);
    map.put("std", std);
    map.put("greatest", greatest);
    map.put("target", target.toMap());
    return map;
  }

  /// Reads what [#toMap] gave, for example out of a JSON file.
  ///
  /// @param fields the map, untrusted
  /// @return the preprocessing
  /// @throws DataException when an entry is missing or of the wrong kind
  public static ImagePreprocessing fromMap(PlainMap fields) {
    if (!(Target.fromMap(fields.map("target").values()) instanceof ClassTarget classes)) {
      throw fields.wrong("target", "a target of classes");
    }
    return new ImagePreprocessing(
        fields.sizes("sizes"),
        fields.number("mean"),
        fields.positive("std"),
        fields.positive("greatest"),
        classes);
  }
}
