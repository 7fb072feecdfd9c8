package dev.adjoint.studio.play;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The function of the network and of each of its units over the plane, computed in one batched
/// forward pass over a grid of points.
///
/// A picture is a text of bytes in Base64, row by row from the top: 0 is the least value, 128 is 0
/// and 255 the largest, on a scale that is symmetric about 0 and named beside it.
final class NetMap {

  /// The points along one side of the grid of the boundary.
  static final int SIDE = 48;

  private static final int UNIT_SIDE = SIDE / 2;
  private static final int MOST_UNITS = 40;
  private static final int MOST_EDGES = 400;

  private final PlaySetup setup;
  private final PlayPoints points;
  private final Tensor grid;
  private final double[] domain;

  NetMap(PlaySetup setup, PlayPoints points) {
    this.setup = setup;
    this.points = points;
    this.domain = points.domain();
    float[] xs = new float[SIDE * SIDE];
    float[] ys = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        int at = row * SIDE + column;
        xs[at] = (float) (domain[0] + (domain[1] - domain[0]) * (column + 0.5) / SIDE);
        ys[at] = (float) (domain[3] - (domain[3] - domain[2]) * (row + 0.5) / SIDE);
      }
    }
    grid = PlaySamples.features(setup.features(), xs, ys);
  }

  /// Everything that the page draws of a network: the boundary, its units, its weights.
  Map<String, Object> toMap(Sequential model) {
    List<Object> layers = new ArrayList<>();
    List<Object> weights = new ArrayList<>();
    boolean isSmall = setup.hidden().stream().mapToInt(Integer::intValue).sum() <= MOST_UNITS;
    Tensor result =
        Tensor.noGrad(() -> {
          Tensor y = grid;
          for (int i = 0; i < model.layers().size(); i++) {
            Layer layer = model.layers().get(i);
            y = layer.forward(y, Pass.INFERENCE);
            if (layer instanceof Linear linear) {
              weights.add(weights(i, linear));
            } else if (isSmall) {
              layers.add(units(y));
            }
          }
          return y;
        });
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("side", SIDE);
    map.put("unitSide", UNIT_SIDE);
    map.put("units", layers);
    map.put("weights", weights);
    boundary(result, map);
    return map;
  }

  private static Map<String, Object> weights(int position, Linear linear) {
    Tensor weight = linear.weight().value();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", position + ".weight");
    map.put("out", weight.shape().size(0));
    map.put("in", weight.shape().size(1));
    if (weight.shape().count() <= MOST_EDGES) {
      double[] numbers = weight.toDoubleArray();
      List<Object> shown = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (double number : numbers) {
        shown.add(JsonNumbers.plain(number));
        texts.add(NumberText.of(number, 4));
      }
      map.put("values", shown);
      map.put("texts", texts);
      List<String> biases = new ArrayList<>();
      linear
          .bias()
          .ifPresent(bias -> {
            for (double number : bias.value().toDoubleArray()) {
              biases.add(NumberText.of(number, 4));
            }
          });
      map.put("biases", biases);
    }
    return map;
  }

  private static List<Object> units(Tensor activations) {
    int width = activations.shape().size(1);
    float[] all = activations.toFloatArray();
    List<Object> units = new ArrayList<>();
    for (int unit = 0; unit < width; unit++) {
      float[] values = new float[UNIT_SIDE * UNIT_SIDE];
      double largest = 0;
      for (int row = 0; row < UNIT_SIDE; row++) {
        for (int column = 0; column < UNIT_SIDE; column++) {
          float value = all[(2 * row * SIDE + 2 * column) * width + unit];
          values[row * UNIT_SIDE + column] = value;
          largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
      }
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("bytes", bytes(values, largest));
      map.put("scale", NumberText.of(largest, 3));
      units.add(map);
    }
    return units;
  }

  private void boundary(Tensor result, Map<String, Object> map) {
    int width = result.shape().size(1);
    float[] all = result.toFloatArray();
    int count = SIDE * SIDE;
    float[] values = new float[count];
    if (width == 1) {
      double scale = points.classes().isEmpty() ? largestValue() : 1;
      for (int i = 0; i < count; i++) {
        values[i] = setup.loss() == PlayLoss.BINARY ? (float) Math.tanh(all[i] / 2.0) : all[i];
      }
      map.put("kind", points.classes().isEmpty() ? "number" : "two");
      map.put("scale", NumberText.of(scale, 3));
      map.put("bytes", bytes(values, scale));
      return;
    }
    byte[] winners = new byte[count];
    for (int i = 0; i < count; i++) {
      int best = 0;
      double sum = 0;
      for (int k = 1; k < width; k++) {
        best = all[i * width + k] > all[i * width + best] ? k : best;
      }
      for (int k = 0; k < width; k++) {
        sum += Math.exp(all[i * width + k] - (double) all[i * width + best]);
      }
      winners[i] = (byte) best;
      values[i] =
          setup.loss() == PlayLoss.CROSS_ENTROPY ? (float) (1 / sum) : all[i * width + best];
    }
    if (width == 2) {
      for (int i = 0; i < count; i++) {
        float strength = 2 * values[i] - 1;
        values[i] = winners[i] == 1 ? strength : -strength;
      }
      map.put("kind", "two");
      map.put("scale", "1");
      map.put("bytes", bytes(values, 1));
      return;
    }
    map.put("kind", "many");
    map.put("scale", "1");
    map.put("bytes", bytes(values, 1));
    map.put("winners", Base64.getEncoder().encodeToString(winners));
  }

  private double largestValue() {
    double largest = 1e-6;
    for (float value : points.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /// Values as bytes; 1 encodes NaN, and no finite value gets it.
  private static String bytes(float[] values, double scale) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      double share = scale > 0 ? Math.clamp(values[i] / scale, -1, 1) : 0;
      bytes[i] = Float.isNaN(values[i]) ? 1 : (byte) Math.round(128 + 126 * share);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }
}
