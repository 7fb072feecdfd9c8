package dev.adjoint.onnx.export;

import static dev.adjoint.onnx.export.StepExport.real;
import static dev.adjoint.onnx.export.StepExport.whole;
import static dev.adjoint.onnx.export.StepExport.wholesOf;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.convolution.Conv2dDataOp;
import dev.adjoint.tensor.op.convolution.Conv2dOp;
import dev.adjoint.tensor.op.matmul.LinearOp;
import dev.adjoint.tensor.op.matmul.MatmulOp;
import dev.adjoint.tensor.op.normalization.BatchNormGivenOp;
import dev.adjoint.tensor.op.normalization.BatchNormOp;
import dev.adjoint.tensor.op.normalization.LayerNormOp;
import dev.adjoint.tensor.op.pooling.AvgPool2dOp;
import dev.adjoint.tensor.op.pooling.MaxPool2dOp;
import dev.adjoint.tensor.op.recurrent.LstmOp;
import dev.adjoint.tensor.op.softmax.CrossEntropyOp;
import dev.adjoint.tensor.op.softmax.LogSoftmaxOp;
import dev.adjoint.tensor.op.softmax.SoftmaxOp;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rules for products, convolutions, pools, normalization and recurrent layers.
final class NetworkExports {

  static final Map<Object, ExportRule> RULES = rules();

  private NetworkExports() {}

  private static Map<Object, ExportRule> rules() {
    Map<Object, ExportRule> rules = new LinkedHashMap<>();
    rules.put(LinearOp.class, NetworkExports::linear);
    rules.put(
        MatmulOp.class, step -> step.result(step.node("MatMul", step.input(0), step.input(1))));
    rules.put(SoftmaxOp.class, step -> step.result(alongLast(step, "Softmax")));
    rules.put(LogSoftmaxOp.class, step -> step.result(alongLast(step, "LogSoftmax")));
    rules.put(CrossEntropyOp.class, NetworkExports::crossEntropy);
    rules.put(Conv2dOp.class, NetworkExports::convolution);
    rules.put(Conv2dDataOp.class, NetworkExports::transposed);
    rules.put(MaxPool2dOp.class, NetworkExports::maxPool);
    rules.put(AvgPool2dOp.class, NetworkExports::averagePool);
    rules.put(BatchNormGivenOp.class, NetworkExports::batchNorm);
    rules.put(BatchNormOp.class, NetworkExports::batchStatistics);
    rules.put(LayerNormOp.class, NetworkExports::layerNorm);
    rules.put(LstmOp.class, NetworkExports::lstm);
    return rules;
  }

  private static String alongLast(StepExport step, String operator) {
    return step.node(operator, Map.of("axis", whole(-1)), step.input(0));
  }

  private static void linear(StepExport step) {
    if (step.rank(0) == 2) {
      String[] inputs = step.inputs().toArray(String[]::new);
      step.result(step.node("Gemm", Map.of("transB", whole(1)), inputs));
      return;
    }
    String weight = step.node("Transpose", Map.of("perm", wholesOf(1, 0)), step.input(1));
    String product = step.node("MatMul", step.input(0), weight);
    step.result(step.count() > 2 ? step.node("Add", product, step.input(2)) : product);
  }

  private static void crossEntropy(StepExport step) {
    step.result(
        step.node(
            "SoftmaxCrossEntropyLoss",
            Map.of("reduction", new OnnxAttribute.Text("none")),
            step.input(0),
            step.input(1)));
  }

  private static Map<String, OnnxAttribute> attributes(Conv2dOptions o, Shape weight) {
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", wholesOf(weight.size(2), weight.size(3)));
    attributes.put("strides", wholesOf(o.strideHeight(), o.strideWidth()));
    attributes.put("pads", wholesOf(o.top(), o.left(), o.bottom(), o.right()));
    attributes.put("dilations", wholesOf(o.dilationHeight(), o.dilationWidth()));
    attributes.put("group", whole(o.groups()));
    return attributes;
  }

  private static void convolution(StepExport step) {
    Conv2dOptions options = step.operation(Conv2dOp.class).options();
    step.result(
        step.node(
            "Conv",
            attributes(options, step.tensor(1).shape()),
            step.inputs().toArray(String[]::new)));
  }

  private static void transposed(StepExport step) {
    Conv2dDataOp data = step.operation(Conv2dDataOp.class);
    Conv2dOptions o = data.options();
    Shape g = step.tensor(0).shape();
    Shape weight = step.tensor(1).shape();
    int rows = o.strideHeight() * (g.size(2) - 1) + o.dilationHeight() * (weight.size(2) - 1) + 1;
    int columns = o.strideWidth() * (g.size(3) - 1) + o.dilationWidth() * (weight.size(3) - 1) + 1;
    int below = data.image().size(2) - (rows - o.top() - o.bottom());
    int beside = data.image().size(3) - (columns - o.left() - o.right());
    Map<String, OnnxAttribute> attributes = attributes(o, weight);
    attributes.put("output_padding", wholesOf(below, beside));
    step.result(step.node("ConvTranspose", attributes, step.input(0), step.input(1)));
  }

  /// Images without a batch get one for the pool.
  private static void pooled(
      StepExport step, String operator, Map<String, OnnxAttribute> attributes, double factor) {
    boolean single = step.rank(0) == 3;
    String x = single ? step.node("Unsqueeze", step.input(0), step.wholes(0L)) : step.input(0);
    String y = step.node(operator, attributes, x);
    if (factor != 1) {
      y = step.node("Mul", y, step.number(factor));
    }
    step.result(single ? step.node("Squeeze", y, step.wholes(0L)) : y);
  }

  private static Map<String, OnnxAttribute> attributes(Pool2dOptions o) {
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", wholesOf(o.kernelHeight(), o.kernelWidth()));
    attributes.put("strides", wholesOf(o.strideHeight(), o.strideWidth()));
    attributes.put(
        "pads", wholesOf(o.paddingHeight(), o.paddingWidth(), o.paddingHeight(), o.paddingWidth()));
    attributes.put("ceil_mode", whole(o.ceilMode() ? 1 : 0));
    return attributes;
  }

  private static void maxPool(StepExport step) {
    Pool2dOptions options = step.operation(MaxPool2dOp.class).options();
    Map<String, OnnxAttribute> attributes = attributes(options);
    attributes.put("dilations", wholesOf(options.dilationHeight(), options.dilationWidth()));
    pooled(step, "MaxPool", attributes, 1);
  }

  private static void averagePool(StepExport step) {
    AvgPool2dOp pool = step.operation(AvgPool2dOp.class);
    Pool2dOptions options = pool.options();
    boolean counts = pool.countPadding() || pool.divisor() > 0;
    if (options.ceilMode() && counts) {
      throw step.refuse(
          "an average pool with ceil mode counts elements beyond the padding differently in different programs; pool without ceil mode, or without counting the padding");
    }
    if (options.dilationHeight() != 1 || options.dilationWidth() != 1) {
      throw step.refuse("an average pool with dilation is not in ONNX 17; pool without dilation");
    }
    Map<String, OnnxAttribute> attributes = attributes(options);
    attributes.put("count_include_pad", whole(counts ? 1 : 0));
    double elements = options.kernelHeight() * (double) options.kernelWidth();
    pooled(step, "AveragePool", attributes, pool.divisor() > 0 ? elements / pool.divisor() : 1);
  }

  private static void batchNorm(StepExport step) {
    Shape channels = step.tensor(1).shape();
    boolean affine = step.count() > 3;
    String scale =
        affine ? step.input(3) : step.constant(Tensor.ones(step.tensor(0).elementType(), channels));
    String bias =
        affine
            ? step.input(4)
            : step.constant(Tensor.zeros(step.tensor(0).elementType(), channels));
    double epsilon = step.operation(BatchNormGivenOp.class).epsilon();
    step.result(
        step.node(
            "BatchNormalization",
            Map.of("epsilon", real(epsilon)),
            step.input(0),
            scale,
            bias,
            step.input(1),
            step.input(2)));
  }

  /// Normalization by the mean and variance of the batch itself.
  private static void batchStatistics(StepExport step) {
    BatchNormOp norm = step.operation(BatchNormOp.class);
    if (norm.running().isPresent()) {
      throw step.refuse(
          "batch normalization updates its running statistics, which belongs to training; call the layer with Pass.INFERENCE");
    }
    int rank = step.rank(0);
    long[] axes = new long[rank - 1];
    Arrays.setAll(axes, i -> i < 1 ? i : i + 1);
    String x = step.input(0);
    String centred = step.node("Sub", x, step.reduced("ReduceMean", x, axes));
    String variance = step.reduced("ReduceMean", step.node("Mul", centred, centred), axes);
    String deviation = step.node("Sqrt", step.node("Add", variance, step.number(norm.epsilon())));
    String y = step.node("Div", centred, deviation);
    if (step.count() > 1) {
      long[] aligned = new long[rank - 1];
      Arrays.fill(aligned, 1);
      aligned[0] = -1;
      String gain = step.node("Reshape", step.input(1), step.wholes(aligned));
      String bias = step.node("Reshape", step.input(2), step.wholes(aligned));
      y = step.node("Add", step.node("Mul", y, gain), bias);
    }
    step.result(y);
  }

  private static void layerNorm(StepExport step) {
    LayerNormOp norm = step.operation(LayerNormOp.class);
    Map<String, OnnxAttribute> attributes =
        Map.of("axis", whole(-norm.over().rank()), "epsilon", real(norm.epsilon()));
    String scale =
        step.count() > 1
            ? step.input(1)
            : step.constant(Tensor.ones(step.tensor(0).elementType(), norm.over()));
    step.result(
        step.count() > 2
            ? step.node("LayerNormalization", attributes, step.input(0), scale, step.input(2))
            : step.node("LayerNormalization", attributes, step.input(0), scale));
  }

  /// ONNX has the gates in the order input, output, forget, cell, and an axis for the direction.
  private static void lstm(StepExport step) {
    int hidden = step.tensor(1).shape().size(1);
    String bias = "";
    if (step.count() > 5) {
      String both =
          step.node(
              "Concat",
              Map.of("axis", whole(0)),
              gates(step, step.input(5)),
              gates(step, step.input(6)));
      bias = step.node("Unsqueeze", both, step.wholes(0L));
    }
    List<String> results =
        step.nodes(
            "LSTM",
            3,
            Map.of("hidden_size", whole(hidden)),
            step.input(0),
            step.node("Unsqueeze", gates(step, step.input(3)), step.wholes(0L)),
            step.node("Unsqueeze", gates(step, step.input(4)), step.wholes(0L)),
            bias,
            "",
            step.node("Unsqueeze", step.input(1), step.wholes(0L)),
            step.node("Unsqueeze", step.input(2), step.wholes(0L)));
    step.results(
        List.of(
            step.node("Squeeze", results.get(0), step.wholes(1L)),
            step.node("Squeeze", results.get(1), step.wholes(0L)),
            step.node("Squeeze", results.get(2), step.wholes(0L))));
  }

  private static String gates(StepExport step, String weight) {
    List<String> parts = step.parts(4, 0, weight);
    return step.node(
        "Concat", Map.of("axis", whole(0)), parts.get(0), parts.get(3), parts.get(1), parts.get(2));
  }
}
