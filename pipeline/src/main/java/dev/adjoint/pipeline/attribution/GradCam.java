package dev.adjoint.pipeline.attribution;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.List;

/// The channels of the last convolutional layer, weighted by their mean gradients.
final class GradCam {

  /// `[N, channels, height, width]`.
  private static final int IMAGES = 4;

  private GradCam() {}

  /// The map, enlarged to the image and the same in each of its channels. Its sum over the image is
  /// the sum over the layer.
  ///
  /// @throws DataException when the sample is not an image, or the network has no convolutional
  ///   layer
  static double[] of(Layer network, ScorePath path, InputForm form) {
    if (!(form instanceof InputForm.Image image)) {
      throw new DataException(
          "attribution: grad-cam needs an image but a sample is %s; choose another method"
              .formatted(form.describe()));
    }
    List<Tensor> layers = new ArrayList<>();
    Tensor input = path.sample().requiresGrad();
    Tensor outputs =
        network instanceof Ensemble ensemble
            ? ensemble.mean(
                ensemble.members().stream().map(each -> run(each, input, layers)).toList())
            : run(network, input, layers);
    Tensor[] gradients = Gradients.of(path.chosen(outputs).sum(), layers.toArray(new Tensor[0]));
    double[] map = new double[image.height() * image.width()];
    for (int i = 0; i < layers.size(); i++) {
      add(map, image, layers.get(i).detach(), gradients[i]);
    }
    double[] values = new double[path.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = map[i % map.length] / image.channels();
    }
    return values;
  }

  /// The outputs; the last value that still has positions along two axes is added to the list.
  private static Tensor run(Layer network, Tensor input, List<Tensor> layers) {
    Tensor[] outputs = new Tensor[1];
    Trace trace = Trace.of(() -> outputs[0] = network.forward(input, Pass.INFERENCE));
    Tensor last = null;
    boolean convolved = false;
    for (Trace.Step step : trace.steps()) {
      convolved |= step.operation().label().contains("conv");
      Tensor result = step.result();
      if (convolved
          && result.shape().rank() == IMAGES
          && result.isTracked()
          && result.shape().size(2) * result.shape().size(3) > 1) {
        last = result;
      }
    }
    if (last == null) {
      throw new DataException(
          "attribution: grad-cam needs a convolutional layer but the network has none; choose another method, or train a network with --model cnn");
    }
    layers.add(last);
    return outputs[0];
  }

  private static void add(double[] map, InputForm.Image image, Tensor layer, Tensor gradient) {
    int channels = layer.shape().size(1);
    int height = layer.shape().size(2);
    int width = layer.shape().size(3);
    float[] a = layer.toFloatArray();
    float[] g = gradient.toFloatArray();
    int cells = height * width;
    double[] coarse = new double[cells];
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      for (int i = 0; i < cells; i++) {
        mean += g[c * cells + i];
      }
      mean /= cells;
      for (int i = 0; i < cells; i++) {
        coarse[i] += mean * a[c * cells + i];
      }
    }
    double[] fine = new double[map.length];
    double sum = 0;
    double total = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double value =
            between(coarse, width, cell(y, image.height(), height), cell(x, image.width(), width));
        fine[y * image.width() + x] = value;
        sum += value;
      }
    }
    for (double value : coarse) {
      total += value;
    }
    // Interpolation keeps the sum of equal patches only about; the rest is put right.
    double scale = (double) cells / map.length;
    double missing = (total - sum * scale) / map.length;
    for (int i = 0; i < map.length; i++) {
      map[i] += fine[i] * scale + missing;
    }
  }

  /// Where a row of the image is between the rows of the layer.
  private static double cell(int at, int size, int coarse) {
    return Math.clamp((at + 0.5) * coarse / size - 0.5, 0.0, coarse - 1.0);
  }

  private static double between(double[] coarse, int width, double y, double x) {
    int top = (int) y;
    int left = (int) x;
    int height = coarse.length / width;
    int bottom = Math.min(top + 1, height - 1);
    int right = Math.min(left + 1, width - 1);
    double down = y - top;
    double across = x - left;
    double upper = coarse[top * width + left] * (1 - across) + coarse[top * width + right] * across;
    double lower =
        coarse[bottom * width + left] * (1 - across) + coarse[bottom * width + right] * across;
    return upper * (1 - down) + lower * down;
  }
}
