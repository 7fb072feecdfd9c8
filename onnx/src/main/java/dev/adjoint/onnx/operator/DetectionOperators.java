package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Boxes in images. These operators have no gradient.
final class DetectionOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          OperatorRow.of("NonMaxSuppression", DetectionOperators::suppress),
          same("RoiAlign", RegionPooling::of));

  private DetectionOperators() {}

  /// Of boxes that overlap, the one with the highest score: rows of batch, class and box.
  private static List<OnnxValue> suppress(NodeCall call) {
    int[] sizes = call.tensor(1).shape().toArray();
    float[] boxes = call.tensor(0).toFloatArray();
    float[] scores = call.tensor(1).toFloatArray();
    long most = call.whole(2, 0);
    double overlap = call.real(3, 0);
    double least = call.real(4, Double.NEGATIVE_INFINITY);
    boolean centred = call.flag("center_point_box", false);
    List<Long> rows = new ArrayList<>();
    for (int batch = 0; batch < sizes[0]; batch++) {
      float[][] corners = new float[sizes[2]][];
      for (int box = 0; box < sizes[2]; box++) {
        corners[box] = corners(boxes, (batch * sizes[2] + box) * 4, centred);
      }
      for (int group = 0; group < sizes[1]; group++) {
        int first = (batch * sizes[1] + group) * sizes[2];
        for (int box : kept(corners, scores, first, most, overlap, least)) {
          rows.addAll(List.of((long) batch, (long) group, (long) box));
        }
      }
    }
    long[] flat = rows.stream().mapToLong(Long::longValue).toArray();
    return List.of(OnnxValue.of(OnnxType.INT64, Tensor.of(flat, Shape.of(flat.length / 3, 3))));
  }

  /// Top, left, bottom and right.
  private static float[] corners(float[] boxes, int at, boolean centred) {
    float a = boxes[at];
    float b = boxes[at + 1];
    float c = boxes[at + 2];
    float d = boxes[at + 3];
    if (centred) {
      return new float[] {b - d / 2, a - c / 2, b + d / 2, a + c / 2};
    }
    return new float[] {Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)};
  }

  private static List<Integer> kept(
      float[][] boxes, float[] scores, int first, long most, double overlap, double least) {
    List<Integer> order =
        IntStream.range(0, boxes.length)
            .filter(box -> scores[first + box] > least)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer box) -> -scores[first + box]))
            .toList();
    List<Integer> kept = new ArrayList<>();
    for (int box : order) {
      if (kept.size() < most
          && kept.stream().noneMatch(other -> shared(boxes[other], boxes[box]) > overlap)) {
        kept.add(box);
      }
    }
    return kept;
  }

  /// The common area as a part of the area of both.
  private static double shared(float[] a, float[] b) {
    double height = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    double width = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    if (height <= 0 || width <= 0) {
      return 0;
    }
    double both = area(a) + area(b) - height * width;
    return height * width / both;
  }

  private static double area(float[] box) {
    return (double) (box[2] - box[0]) * (box[3] - box[1]);
  }

  /// Means, or largest elements, of points in regions of images.
  private static final class RegionPooling {

    static Tensor of(NodeCall call) {
      call.requireUntracked(0);
      Tensor x = call.tensor(0);
      int[] n = x.shape().toArray();
      double[] image = x.to(ElementType.F64).toDoubleArray();
      double[] regions = call.tensor(1).to(ElementType.F64).toDoubleArray();
      long[] batch = call.value(2).wholes();
      int height = call.integer("output_height", 1);
      int width = call.integer("output_width", 1);
      double scale = call.real("spatial_scale", 1);
      int ratio = call.integer("sampling_ratio", 0);
      boolean largest = call.text("mode", "avg").equals("max");
      String usual = call.opset() < 16 ? "output_half_pixel" : "half_pixel";
      boolean half = call.text("coordinate_transformation_mode", usual).equals("half_pixel");
      double shift = half ? 0.5 : 0;
      double[] y = new double[batch.length * n[1] * height * width];
      int at = 0;
      for (int r = 0; r < batch.length; r++) {
        double left = regions[4 * r] * scale - shift;
        double top = regions[4 * r + 1] * scale - shift;
        double wide = regions[4 * r + 2] * scale - shift - left;
        double high = regions[4 * r + 3] * scale - shift - top;
        if (!half) {
          wide = Math.max(wide, 1);
          high = Math.max(high, 1);
        }
        int rows = ratio > 0 ? ratio : (int) Math.ceil(high / height);
        int columns = ratio > 0 ? ratio : (int) Math.ceil(wide / width);
        for (int channel = 0; channel < n[1]; channel++) {
          int plane = ((int) batch[r] * n[1] + channel) * n[2] * n[3];
          for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
              double result = largest ? Double.NEGATIVE_INFINITY : 0;
              for (int a = 0; a < rows; a++) {
                for (int b = 0; b < columns; b++) {
                  double py = top + (i + (a + 0.5) / rows) * high / height;
                  double px = left + (j + (b + 0.5) / columns) * wide / width;
                  double value = point(image, plane, n[2], n[3], py, px);
                  result = largest ? Math.max(result, value) : result + value;
                }
              }
              y[at++] = largest ? result : result / Math.max(1, rows * columns);
            }
          }
        }
      }
      Shape shape = Shape.of(batch.length, n[1], height, width);
      return Tensor.of(ElementType.F64, y, shape).to(x.elementType());
    }

    private static double point(
        double[] image, int plane, int height, int width, double y, double x) {
      if (y < -1 || y > height || x < -1 || x > width) {
        return 0;
      }
      double row = Math.clamp(y, 0, height - 1);
      double column = Math.clamp(x, 0, width - 1);
      int top = (int) row;
      int left = (int) column;
      int bottom = Math.min(top + 1, height - 1);
      int right = Math.min(left + 1, width - 1);
      double v = row - top;
      double h = column - left;
      return (1 - v)
              * ((1 - h) * image[plane + top * width + left]
                  + h * image[plane + top * width + right])
          + v
              * ((1 - h) * image[plane + bottom * width + left]
                  + h * image[plane + bottom * width + right]);
    }
  }
}
