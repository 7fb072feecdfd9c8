package dev.adjoint.bench.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.serve.http.Json;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// Random images in the form of the Open Inference Protocol. What the library itself computes for
/// each is what the server must answer.
final class ImageSamples implements LoadSamples {

  private static final int COUNT = 64;

  private final String name;
  private final int[] sizes;
  private final List<String> pixels = new ArrayList<>();
  private final float[][] alone = new float[COUNT][];

  ImageSamples(TrainedModel model, String name) {
    this.name = name;
    this.sizes = model.saved().preprocessing().featureShape().toArray();
    int width = Math.toIntExact(Shape.of(sizes).count());
    SplittableRandom random = new SplittableRandom(ServingLoad.SEED);
    for (int i = 0; i < COUNT; i++) {
      double[] values = random.ints(width, 0, 256).asDoubleStream().toArray();
      alone[i] = model.outputs(model.reader().of(Tensor.of(values, Shape.of(sizes))).features());
      StringBuilder text = new StringBuilder();
      for (double value : values) {
        text.append(text.isEmpty() ? "" : ",").append((int) value);
      }
      pixels.add(text.toString());
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
      data.append(data.isEmpty() ? "" : ",").append(pixels.get(sample));
    }
    return "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":%s,\"data\":[%s]}],\"outputs\":[{\"name\":\"probabilities\"}]}"
        .formatted(shape, data)
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
