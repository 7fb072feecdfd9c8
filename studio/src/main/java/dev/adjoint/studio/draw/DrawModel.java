package dev.adjoint.studio.draw;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.attribution.Attribution;
import dev.adjoint.pipeline.attribution.AttributionMethod;
import dev.adjoint.pipeline.attribution.AttributionOptions;
import dev.adjoint.pipeline.attribution.Attributions;
import dev.adjoint.pipeline.attribution.Baseline;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.pipeline.quality.SampleView;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trained model of images with its training samples, as the page Draw asks it.
public final class DrawModel {

  private static final int NEAREST = 6;
  private static final int MOST_CLASSES = 10;

  private final TrainedModel model;
  private final ImagePreprocessing preprocessing;
  private final InputForm.Image form;
  private final Optional<Prepared> prepared;
  private final Optional<Neighbours> neighbours;
  private final String missing;

  private DrawModel(
      TrainedModel model,
      ImagePreprocessing preprocessing,
      InputForm.Image form,
      Optional<Prepared> prepared,
      String missing) {
    this.model = model;
    this.preprocessing = preprocessing;
    this.form = form;
    this.prepared = prepared;
    this.missing = missing;
    this.neighbours =
        prepared
            .map(Prepared::training)
            .filter(DataSet.class::isInstance)
            .map(DataSet.class::cast)
            .map(Neighbours::new);
  }

  /// Loads the model of a run and reads its training data again.
  ///
  /// @throws Refusal 422 when it was not trained on images of one channel, or a file is damaged
  public static DrawModel load(Path folder) {
    try {
      TrainedModel model = TrainedModel.load(folder);
      if (model.saved().preprocessing() instanceof ImagePreprocessing images
          && images.form() instanceof InputForm.Image form
          && form.channels() == 1) {
        Optional<Prepared> prepared = Optional.empty();
        String missing = "";
        try {
          prepared = Optional.of(model.saved().readAgain());
        } catch (DataException e) {
          missing = String.valueOf(e.getMessage());
        }
        return new DrawModel(model, images, form, prepared, missing);
      }
      throw Refusal.of(
          422,
          "run: %s was not trained on images of one channel, so nothing can be drawn for it; choose another run"
              .formatted(folder));
    } catch (RunException | DataException e) {
      throw Refusal.of(422, String.valueOf(e.getMessage()));
    }
  }

  /// What does not depend on a drawing.
  public Map<String, Object> facts() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("classes", preprocessing.target().classes());
    map.put("height", form.height());
    map.put("width", form.width());
    map.put("held", held().map(DataSet::count).orElse(0));
    map.put("missing", missing);
    return map;
  }

  private Optional<DataSet> held() {
    return prepared
        .map(Prepared::validation)
        .filter(DataSet.class::isInstance)
        .map(DataSet.class::cast);
  }

  /// The answer for a drawing.
  ///
  /// @param isWhole whether the saliency and the nearest samples are expected, too
  public Map<String, Object> answer(Drawing drawing, boolean isWhole) {
    float[] ink = drawing.seen(form.height(), form.width());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("empty", drawing.isEmpty());
    map.put("drawn", picture(drawing.asDrawn(form.height(), form.width())));
    map.put("seen", picture(ink));
    if (!drawing.isEmpty()) {
      explain(prepare(ink), isWhole, map);
    }
    return map;
  }

  /// The answer for a sample that was held out, with its true class.
  ///
  /// @param number of the sample, counted around
  /// @throws Refusal 422 when the samples cannot be read
  public Map<String, Object> sample(int number) {
    DataSet set =
        held()
            .orElseThrow(() ->
                Refusal.of(
                    422, "samples: those of this run cannot be read: %s".formatted(missing)));
    int index = Math.floorMod(number, set.count());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("empty", false);
    map.put("seen", picture(pixels(set, index)));
    map.put("sample", index);
    map.put("truth", set.labels().map(all -> set.classes().get(all[index])).orElse(""));
    explain(set.select(new int[] {index}).features(), true, map);
    return map;
  }

  /// Pixels in the unit of the training images: ink is light where those are dark on the whole.
  private Tensor prepare(float[] ink) {
    float greatest = (float) preprocessing.greatest();
    float[] pixels = new float[ink.length];
    for (int i = 0; i < ink.length; i++) {
      pixels[i] = (isDarkOnLight() ? 1 - ink[i] : ink[i]) * greatest;
    }
    return model
        .reader()
        .of(Tensor.of(pixels, Shape.of(1, form.height(), form.width())))
        .features();
  }

  private boolean isDarkOnLight() {
    return preprocessing.mean() > preprocessing.greatest() / 2;
  }

  private void explain(Tensor image, boolean isWhole, Map<String, Object> map) {
    float[] outputs = model.outputs(image);
    List<String> classes = preprocessing.target().classes();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble((Integer i) -> -outputs[i]).thenComparing(i -> i));
    List<Object> ranking = new ArrayList<>();
    for (int i : order.stream().limit(MOST_CLASSES).toList()) {
      ranking.add(
          Map.of(
              "label",
              classes.get(i),
              "share",
              outputs[i],
              "text",
              NumberText.fixed(100 * outputs[i], 1) + " %"));
    }
    map.put("ranking", ranking);
    map.put("margin", NumberText.fixed(100 * (outputs[order.get(0)] - outputs[order.get(1)]), 1));
    if (isWhole) {
      saliency(image, map);
      neighbours.ifPresent(found -> nearest(found, image.toFloatArray(), map));
    }
  }

  /// Integrated gradients from an image without ink.
  private void saliency(Tensor image, Map<String, Object> map) {
    Attribution found =
        Attributions.of(model)
            .of(
                new Inputs(image, List.of(), _ -> "drawing", String::valueOf),
                0,
                AttributionOptions.of(AttributionMethod.INTEGRATED_GRADIENTS)
                    .withBaseline(isDarkOnLight() ? Baseline.WHITE : Baseline.BLACK));
    double greatest = Arrays.stream(found.values()).map(Math::abs).max().orElse(0);
    byte[] bytes = new byte[found.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          (byte) (128 + Math.round(126 * (greatest == 0 ? 0 : found.values()[i] / greatest)));
    }
    Map<String, Object> of = new LinkedHashMap<>();
    of.put("of", found.options().target().orElse(""));
    of.put("bytes", Base64.getEncoder().encodeToString(bytes));
    of.put("greatest", NumberText.of(greatest, 4));
    of.put("steps", found.options().steps());
    of.put("score", NumberText.of(found.score(), 6));
    of.put("baseline", NumberText.of(found.baselineScore(), 6));
    of.put("sum", NumberText.of(found.sum(), 6));
    of.put("residual", NumberText.of(found.residual(), 3));
    map.put("saliency", of);
  }

  private void nearest(Neighbours found, float[] image, Map<String, Object> map) {
    DataSet training = (DataSet) prepared.orElseThrow().training();
    Optional<int[]> labels = training.labels();
    List<Object> near = new ArrayList<>();
    List<Neighbours.Near> nearest = found.nearest(image, NEAREST);
    for (Neighbours.Near each : nearest) {
      near.add(
          Map.of(
              "index", each.index() + 1,
              "label", labels.map(all -> training.classes().get(all[each.index()])).orElse(""),
              "distance", NumberText.of(each.distance(), 3),
              "picture", picture(pixels(training, each.index()))));
    }
    map.put("nearest", near);
    map.put("looked", found.count());
    map.put("usual", NumberText.of(found.usual(), 3));
    map.put("unlike", nearest.getFirst().distance() > found.usual());
  }

  private float[] pixels(DataSet set, int index) {
    float[] all = new float[form.height() * form.width()];
    if (SampleView.of(preprocessing, set, index).orElseThrow() instanceof SampleView.Image image) {
      for (int row = 0; row < form.height(); row++) {
        System.arraycopy(image.pixels()[0][row], 0, all, row * form.width(), form.width());
      }
    }
    return all;
  }

  private static String picture(float[] shares) {
    byte[] bytes = new byte[shares.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * shares[i]);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }
}
