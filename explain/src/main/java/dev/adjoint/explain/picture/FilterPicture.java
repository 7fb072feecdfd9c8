package dev.adjoint.explain.picture;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.plot.chart.ArrayChart;
import dev.adjoint.plot.chart.ColorScale;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The filters of convolutions as images: each output channel with its weights for one input
/// channel, blue above 0 and orange below, all with one scale.
public final class FilterPicture {

  private static final int MOST = 64;
  private static final int IN_ROW = 8;
  private static final double SIZE = 64;
  private static final int MATRICES = 4;

  private FilterPicture() {}

  /// A picture for each convolution of a model, by the name of its weight. Of a layer with many
  /// filters the first 64 are drawn, output channel by output channel.
  ///
  /// @throws IllegalArgumentException if the model has no convolution of images
  public static Map<String, Picture> of(Layer model, Wording words) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    Parameters.of(model)
        .byName()
        .forEach((name, parameter) -> {
          Shape shape = parameter.shape();
          if (shape.rank() == MATRICES && shape.size(2) > 1 && shape.size(3) > 1) {
            pictures.put(name, picture(name, parameter.value(), words));
          }
        });
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException(
          "draw: the network has no convolution of images, so it has no filters; draw its histograms or its graph");
    }
    return pictures;
  }

  private static Picture picture(String name, Tensor weight, Wording words) {
    Shape shape = weight.shape();
    int inputs = shape.size(1);
    int filters = shape.size(0) * inputs;
    int rows = shape.size(2);
    int columns = shape.size(3);
    double[] all = weight.detach().toDoubleArray();
    List<ArrayChart.Panel> panels = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST, filters); i++) {
      String caption =
          inputs == 1 ? String.valueOf(i) : Math.floorDiv(i, inputs) + " ← " + i % inputs;
      int from = i * rows * columns;
      panels.add(
          new ArrayChart.Panel(
              caption, rows, columns, Arrays.copyOfRange(all, from, from + rows * columns)));
    }
    double[] shown = Arrays.copyOf(all, panels.size() * rows * columns);
    return new ArrayChart(
            words.text("filters.title", name, shape),
            IN_ROW,
            SIZE,
            panels,
            ColorScale.signed(Arrays.stream(shown)),
            PictureWords.cells(words),
            List.of(
                words.text(
                    inputs == 1 ? "filters.note" : "filters.note.inputs",
                    panels.size(),
                    filters,
                    NumberText.of(Arrays.stream(shown).min().orElse(0), 3),
                    NumberText.of(Arrays.stream(shown).max().orElse(0), 3))))
        .toPicture();
  }
}
