package dev.adjoint.bench.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.serve.http.Json;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/// Random images in the form of the Open Inference Protocol. What the library itself computes for
/// each is what the server must answer.
final class ImageSamples implements LoadSamples {

  private static final int COUNT = 64;

  private final String name;
  private final String datatype;

  /// The sizes of an image as a tensor; none for image files.
  private final int[] sizes;

  private final List<String> images = new ArrayList<>();
  private final float[][] alone = new float[COUNT][];

  private ImageSamples(String name, String datatype, int... sizes) {
    this.name = name;
    this.datatype = datatype;
    this.sizes = sizes;
  }

  /// For models of photographs image files, for others the pixels as a tensor.
  static ImageSamples of(TrainedModel model, String name) {
    return model.saved().preprocessing() instanceof PhotoPreprocessing
        ? files(model, name)
        : pixels(model, name);
  }

  private static ImageSamples pixels(TrainedModel model, String name) {
    Shape shape = model.saved().preprocessing().featureShape();
    ImageSamples samples = new ImageSamples(name, "UINT8", shape.toArray());
    SplittableRandom random = new SplittableRandom(ServingLoad.SEED);
    for (int i = 0; i < COUNT; i++) {
      int[] values = random.ints(shape.count(), 0, 256).toArray();
      double[] numbers = Arrays.stream(values).asDoubleStream().toArray();
      samples.alone[i] = model.outputs(model.reader().of(Tensor.of(numbers, shape)).features());
      samples.images.add(
          Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    }
    return samples;
  }

  private static ImageSamples files(TrainedModel model, String name) {
    ImageSamples samples = new ImageSamples(name, "BYTES");
    SplittableRandom random = new SplittableRandom(ServingLoad.SEED);
    for (int i = 0; i < COUNT; i++) {
      byte[] file = png(random.nextInt(30, 100), random.nextInt(30, 100), random);
      samples.alone[i] = model.outputs(model.reader().of(file).features());
      samples.images.add('"' + Base64.getEncoder().encodeToString(file) + '"');
    }
    return samples;
  }

  private static byte[] png(int width, int height, SplittableRandom random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, random.ints((long) width * height).toArray(), 0, width);
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public String path() {
    return "/v2/models/%s/infer".formatted(name);
  }

  @Override
  public byte[] body(int[] which) {
    List<Integer> shape = new ArrayList<>(List.of(which.length));
    for (int size : sizes) {
      shape.add(size);
    }
    StringBuilder data = new StringBuilder();
    for (int sample : which) {
      data.append(data.isEmpty() ? "" : ",").append(images.get(sample));
    }
    return "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"%s\",\"shape\":%s,\"data\":[%s]}],\"outputs\":[{\"name\":\"probabilities\"}]}"
        .formatted(datatype, shape, data)
        .getBytes(UTF_8);
  }

  @Override
  public void alone(int sample, byte[] answer) {
    // The library has computed it.
  }

  @Override
  public int wrong(byte[] answer, int[] which) {
    List<?> outputs = (List<?>) Objects.requireNonNull(Json.object(answer).get("outputs"));
    List<?> data = (List<?>) Objects.requireNonNull(((Map<?, ?>) outputs.getFirst()).get("data"));
    int wrong = 0;
    int at = 0;
    for (int sample : which) {
      boolean same = true;
      for (float expected : alone[sample]) {
        same &= Float.parseFloat(String.valueOf(data.get(at++))) == expected;
      }
      wrong += same ? 0 : 1;
    }
    return wrong;
  }
}
