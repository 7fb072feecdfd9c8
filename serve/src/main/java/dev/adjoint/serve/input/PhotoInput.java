package dev.adjoint.serve.input;

import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Photographs: image files, in JSON as Base64.
///
/// @param preprocessing how an image becomes a square
/// @param model the model
record PhotoInput(PhotoPreprocessing preprocessing, TrainedModel model) implements ServedInput {

  private static final String NAME = "image";
  private static final int MOST_IMAGES = 64;

  @Override
  public String kind() {
    return NAME;
  }

  @Override
  public List<TensorSpec> tensors() {
    return List.of(
        new TensorSpec(
            NAME,
            "BYTES",
            List.of(-1),
            Map.of(
                "content_type",
                "base64",
                "size",
                preprocessing.size(),
                "fit",
                preprocessing.fit().toString())));
  }

  @Override
  public Inputs of(List<TensorData> tensors) {
    if (tensors.size() != 1) {
      throw Refusal.of(400, "inputs: the model takes one input, \"%s\"".formatted(NAME));
    }
    TensorData files = tensors.getFirst();
    if (!files.datatype().equals("BYTES")) {
      throw Refusal.of(
          400,
          "input \"%s\": datatype is %s but must be BYTES, image files in Base64"
              .formatted(files.name(), files.datatype()));
    }
    return files(files.data());
  }

  /// Reads `{"image": "…"}` or `{"images": ["…", …]}`, each a file in Base64.
  @Override
  public Inputs of(@Nullable Object body) {
    if (body instanceof Map<?, ?> map) {
      if (map.get("images") instanceof List<?> list) {
        return files(list);
      }
      if (map.get(NAME) instanceof String one) {
        return files(List.of(one));
      }
    }
    throw Refusal.of(
        400,
        "body: it must have \"image\" with an image file in Base64, or \"images\" with several; or send the file itself as the body");
  }

  private Inputs files(List<?> encoded) {
    if (encoded.isEmpty() || encoded.size() > MOST_IMAGES) {
      throw Refusal.of(
          encoded.isEmpty() ? 400 : 413,
          "body: there are %,d images but a request has 1 to %d; send several requests"
              .formatted(encoded.size(), MOST_IMAGES));
    }
    List<Inputs> all = new ArrayList<>();
    for (Object one : encoded) {
      all.add(image(decoded(one, all.size() + 1)));
    }
    Tensor[] parts = all.stream().map(Inputs::features).toArray(Tensor[]::new);
    List<String> notes = all.stream().flatMap(inputs -> inputs.notes().stream()).toList();
    return new Inputs(
        Tensor.noGrad(() -> Tensor.concat(0, parts)),
        notes,
        index -> "image %d".formatted(index + 1),
        all.getFirst().input());
  }

  private static byte[] decoded(@Nullable Object encoded, int number) {
    if (encoded instanceof String text) {
      try {
        return Base64.getMimeDecoder().decode(text);
      } catch (IllegalArgumentException _) {
        // Reported below.
      }
    }
    throw Refusal.of(400, "image %d: it must be an image file in Base64".formatted(number));
  }

  @Override
  public Inputs image(byte[] file) {
    return PictureGate.decoded(file, () -> model.reader().of(file));
  }

  @Override
  public float[] shown(float[] features) {
    float[] shown = new float[features.length];
    int plane = preprocessing.size() * preprocessing.size();
    for (int i = 0; i < shown.length; i++) {
      PhotoPreprocessing.Channel channel = preprocessing.channels().get(i / plane);
      shown[i] = (float) (features[i] * channel.std() + channel.mean());
    }
    return shown;
  }

  @Override
  public Map<String, Object> example() {
    return Map.of(NAME, "(a file in Base64)");
  }

  @Override
  public Map<String, Object> form() {
    return Map.of("picture", true, "photo", true);
  }
}
