package dev.adjoint.serve.input;

import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Images of one size as arrays of numbers: one tensor with all pixels.
///
/// @param preprocessing the sizes and the unit of the pixels
/// @param model the model
record ArrayInput(ImagePreprocessing preprocessing, TrainedModel model) implements ServedInput {

  private static final String NAME = "image";

  @Override
  public String kind() {
    return "image";
  }

  @Override
  public List<TensorSpec> tensors() {
    List<Integer> shape =
        IntStream.concat(
                IntStream.of(-1), preprocessing.sizes().stream().mapToInt(Integer::intValue))
            .boxed()
            .toList();
    return List.of(
        new TensorSpec(
            NAME,
            "FP32",
            shape,
            Map.of(
                "mean", preprocessing.mean(),
                "standard_deviation", preprocessing.std(),
                "greatest", preprocessing.greatest())));
  }

  @Override
  public Inputs of(List<TensorData> tensors) {
    if (tensors.size() != 1 || !tensors.getFirst().name().equals(NAME)) {
      throw Refusal.of(400, "inputs: the model takes one input, \"%s\"".formatted(NAME));
    }
    TensorData images = tensors.getFirst();
    return of(images.numbers(), images.shape());
  }

  /// Reads `{"image": [[…], …]}` or `{"images": [[[…], …], …]}`.
  @Override
  public Inputs of(@Nullable Object body) {
    Object pixels =
        body instanceof Map<?, ?> map
            ? map.containsKey("images") ? map.get("images") : map.get(NAME)
            : null;
    if (!(pixels instanceof List<?>)) {
      throw Refusal.of(
          400,
          "body: it must have \"image\" with the rows of pixels of one image, or \"images\" with several; images are %s"
              .formatted(preprocessing.sizes()));
    }
    List<Integer> shape = new ArrayList<>();
    for (Object at = pixels;
        at instanceof List<?> list;
        at = list.isEmpty() ? null : list.getFirst()) {
      shape.add(list.size());
    }
    List<Double> numbers = new ArrayList<>();
    collect(pixels, shape, 0, numbers);
    return of(numbers.stream().mapToDouble(Double::doubleValue).toArray(), shape);
  }

  /// Reads an image file of any size if the model reads images of one channel.
  @Override
  public Inputs image(byte[] file) {
    List<Integer> sizes = preprocessing.sizes();
    if (!isPicture()) {
      throw Refusal.of(
          415,
          "body: the model reads arrays of %s, which are not pictures of one channel; send JSON"
              .formatted(sizes));
    }
    int height = sizes.get(sizes.size() - 2);
    int width = sizes.getLast();
    boolean isDark = preprocessing.mean() < preprocessing.greatest() / 2;
    SignFit fit = SignFit.of(GreyPicture.read(file), width, height, isDark);
    double[] pixels = new double[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = fit.picture().light()[i] * preprocessing.greatest();
    }
    Inputs inputs = model.reader().of(Tensor.of(pixels, Shape.of(height, width)));
    List<String> notes = new ArrayList<>(fit.notes());
    notes.addAll(inputs.notes());
    return new Inputs(inputs.features(), notes, inputs.location(), inputs.input());
  }

  private boolean isPicture() {
    List<Integer> sizes = preprocessing.sizes();
    return sizes.size() == 2 || (sizes.size() == 3 && sizes.getFirst() == 1);
  }

  private static void collect(
      @Nullable Object value, List<Integer> shape, int axis, List<Double> into) {
    if (axis == shape.size()) {
      if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
        throw Refusal.of(
            400,
            "pixel %d: it must be a finite number, as many in each row as in the first"
                .formatted(into.size() + 1));
      }
      into.add(number.doubleValue());
      return;
    }
    if (!(value instanceof List<?> list) || list.size() != shape.get(axis)) {
      throw Refusal.of(
          400,
          "pixel %d: the lists of axis %d must all have %d entries, as the first has"
              .formatted(into.size() + 1, axis, shape.get(axis)));
    }
    list.forEach(child -> collect(child, shape, axis + 1, into));
  }

  private Inputs of(double[] pixels, List<Integer> shape) {
    boolean isSeveral = shape.size() > preprocessing.sizes().size() && !shape.isEmpty();
    ServedInput.requireCount(isSeveral ? shape.getFirst() : 1);
    Shape sizes = Shape.of(shape.stream().mapToInt(Integer::intValue).toArray());
    return model.reader().of(Tensor.of(pixels, sizes));
  }

  @Override
  public Map<String, Object> example() {
    Object image = 0;
    for (int axis = preprocessing.sizes().size() - 1; axis >= 0; axis--) {
      image = Collections.nCopies(preprocessing.sizes().get(axis), image);
    }
    return Map.of(NAME, image);
  }

  @Override
  public float[] shown(float[] features) {
    float[] shown = new float[features.length];
    for (int i = 0; i < shown.length; i++) {
      double pixel = features[i] * preprocessing.std() + preprocessing.mean();
      shown[i] = (float) (255 * pixel / preprocessing.greatest());
    }
    return shown;
  }

  @Override
  public Map<String, Object> form() {
    return Map.of("sizes", preprocessing.sizes(), "picture", isPicture());
  }
}
