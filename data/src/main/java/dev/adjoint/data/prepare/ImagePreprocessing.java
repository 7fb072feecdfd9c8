package dev.adjoint.data.prepare;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns images and labels into a data set: each pixel becomes `(x − mean) / std`, with one mean
/// and one deviation over all pixels of the training images.
///
/// @param sizes the sizes of one image, such as 28 and 28
/// @param mean mean of the training pixels, in the unit of the file (0 … 255 for bytes)
/// @param std standard deviation of the training pixels, above 0
/// @param target the classes; their names are the labels as whole numbers
public record ImagePreprocessing(List<Integer> sizes, double mean, double std, ClassTarget target)
    implements Preprocessing {

  /// Copies the list.
  public ImagePreprocessing {
    sizes = List.copyOf(sizes);
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
    // Whole bytes sum exactly; other types lose nothing that matters beside their spread, because
    // the first pixel is taken off before squaring.
    double origin = images.number(0);
    for (int row : training) {
      for (int i = row * width; i < (row + 1) * width; i++) {
        double value = images.number(i) - origin;
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
        sizes, mean + origin, Math.sqrt(variance), new ClassTarget("label", classes));
  }

  @Override
  public Shape featureShape() {
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
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
    if (!Arrays.equals(
        images.sizes(), 1, images.sizes().length, featureShape().toArray(), 0, sizes.size())) {
      throw new DataException(
          "read %s: the model was trained on images of %s but these are %s; scale them first"
              .formatted(
                  images.source(),
                  sizes,
                  Arrays.toString(Arrays.copyOfRange(images.sizes(), 1, images.sizes().length))));
    }
    int width = images.width();
    float[] inputs = new float[Math.multiplyExact(rows.length, width)];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        inputs[i * width + j] = (float) ((images.number(rows[i] * width + j) - mean) / std);
      }
    }
    int[] shape = new int[sizes.size() + 1];
    shape[0] = rows.length;
    System.arraycopy(featureShape().toArray(), 0, shape, 1, sizes.size());
    return Tensor.of(inputs, Shape.of(shape));
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
        fields.sizes("sizes"), fields.number("mean"), fields.positive("std"), classes);
  }
}
