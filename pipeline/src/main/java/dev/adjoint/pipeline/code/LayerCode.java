package dev.adjoint.pipeline.code;

import dev.adjoint.models.SmallCnn;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Sequential;
import dev.adjoint.pipeline.network.EmbeddedColumnsLayer;
import dev.adjoint.pipeline.network.GreyImages;
import dev.adjoint.pipeline.network.WideDeepLayer;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The statements of a network for one sample, with its weights in one array `W`.
final class LayerCode {

  private static final int CHAIN = 384;
  private static final int WINOGRAD_CHANNELS = 32;
  private static final int WINOGRAD_TILES = 32;

  static final Set<Activation> COVERED =
      Set.of(
          Activation.RELU,
          Activation.RELU6,
          Activation.GELU,
          Activation.SILU,
          Activation.MISH,
          Activation.SIGMOID,
          Activation.TANH,
          Activation.SOFTPLUS,
          Activation.SOFTSIGN,
          Activation.HARDSIGMOID,
          Activation.HARDSWISH);

  private final StringBuilder statements = new StringBuilder();
  private final List<float[]> weights = new ArrayList<>();
  private final Set<String> functions = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private int variables;
  private int length;

  /// A variable and the shape of the sample in it, `[numbers]` or `[channels, height, width]`.
  record Value(String name, Shape shape) {}

  String statements() {
    return statements.toString();
  }

  Set<String> functions() {
    return functions;
  }

  List<String> notes() {
    return notes;
  }

  /// All weights, in the order in which the statements name them.
  float[] weights() {
    float[] all = new float[length];
    int at = 0;
    for (float[] part : weights) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /// Adds a layer; the result is the variable with its output.
  ///
  /// @throws ExportRefusal if no code is written for the layer
  Value add(Layer layer, Value x) {
    return switch (layer) {
      case Sequential(List<Layer> layers) -> {
        Value y = x;
        for (Layer each : layers) {
          y = add(each, y);
        }
        yield y;
      }
      case Linear linear -> linear(linear, x);
      case Activation activation -> activation(activation, x);
      case Dropout _ -> x;
      case Flatten _ -> new Value(x.name(), Shape.of(x.shape().count()));
      case Conv2d convolution -> convolution(convolution, x);
      case BatchNorm<?> norm -> normalization(norm, x);
      case MaxPool2d(Pool2dOptions options) -> largest(options, x);
      case GreyImages(Layer network) ->
          add(network, new Value(x.name(), Shape.of(1, x.shape().size(0), x.shape().size(1))));
      case SmallCnn cnn -> {
        Value y = add(cnn.features(), x);
        int channels = y.shape().size(0);
        Value means = call("means", "%s, %d".formatted(y.name(), channels), Shape.of(channels));
        yield add(cnn.linear(), means);
      }
      case WideDeepLayer(Linear wide, Sequential deep) -> {
        Value straight = add(wide, x);
        Value curved = add(deep, x);
        yield call("add", "%s, %s".formatted(straight.name(), curved.name()), straight.shape());
      }
      case EmbeddedColumnsLayer columns -> add(columns.rest(), lookup(columns, x));
      default ->
          throw new ExportRefusal(
              "no Java code is written for %s; linear layers, convolutions, batch normalisation, max pooling and the usual activations have some, write other networks as ONNX with adjoint convert RUN model.onnx"
                  .formatted(layer.getClass().getSimpleName()));
    };
  }

  private Value call(String function, String arguments, Shape shape) {
    functions.add(function);
    String name = "v" + ++variables;
    statements.append("    float[] %s = %s(%s);\n".formatted(name, function, arguments));
    return new Value(name, shape);
  }

  private int keep(float... numbers) {
    int start = length;
    weights.add(numbers);
    length = Math.addExact(length, numbers.length);
    return start;
  }

  private int keep(Parameter parameter) {
    return keep(array(parameter.value()));
  }

  private static float[] array(Tensor tensor) {
    return tensor.detach().toFloatArray();
  }

  private Value linear(Linear linear, Value x) {
    int weight = keep(linear.weight());
    int bias = linear.bias().map(this::keep).orElse(-1);
    int out = linear.weight().shape().size(0);
    return call("linear", "%s, %d, %d, %d".formatted(x.name(), weight, bias, out), Shape.of(out));
  }

  private Value activation(Activation activation, Value x) {
    if (activation == Activation.IDENTITY) {
      return x;
    }
    if (!COVERED.contains(activation)) {
      throw new ExportRefusal(
          "no Java code is written for the activation %s; write the network as ONNX with adjoint convert RUN model.onnx"
              .formatted(activation));
    }
    String function = activation.name().toLowerCase(Locale.ROOT);
    functions.add(function);
    String name = "v" + ++variables;
    statements.append(
        """
            float[] %1$s = new float[%2$s.length];
            for (int i = 0; i < %1$s.length; i++) {
              %1$s[i] = %3$s(%2$s[i]);
            }
        """
            .formatted(name, x.name(), function));
    return new Value(name, x.shape());
  }

  private Value convolution(Conv2d layer, Value x) {
    Conv2dOptions o = layer.options();
    if (o.groups() != 1) {
      throw new ExportRefusal(
          "no Java code is written for convolutions in %d groups; write the network as ONNX with adjoint convert RUN model.onnx"
              .formatted(o.groups()));
    }
    Shape weight = layer.weight().shape();
    int in = weight.size(1);
    int out = weight.size(0);
    int height = x.shape().size(1);
    int width = x.shape().size(2);
    int outHeight =
        (height + o.top() + o.bottom() - o.dilationHeight() * (weight.size(2) - 1) - 1)
                / o.strideHeight()
            + 1;
    int outWidth =
        (width + o.left() + o.right() - o.dilationWidth() * (weight.size(3) - 1) - 1)
                / o.strideWidth()
            + 1;
    int taps = weight.size(2) * weight.size(3);
    int chains = Math.clamp(Math.ceilDiv((long) in * taps, CHAIN), 1, in);
    note(layer, in, out, outHeight, outWidth);
    return call(
        "convolution",
        "%s, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d"
            .formatted(
                x.name(),
                in,
                height,
                width,
                keep(layer.weight()),
                layer.bias().map(this::keep).orElse(-1),
                out,
                weight.size(2),
                weight.size(3),
                o.strideHeight(),
                o.strideWidth(),
                o.top(),
                o.left(),
                o.dilationHeight(),
                o.dilationWidth(),
                outHeight,
                outWidth,
                Math.ceilDiv(in, chains)),
        Shape.of(out, outHeight, outWidth));
  }

  /// Says where the library uses Winograd's algorithm, which the generated code does not.
  private void note(Conv2d layer, int in, int out, int outHeight, int outWidth) {
    Conv2dOptions o = layer.options();
    boolean isThree = layer.weight().shape().size(2) == 3 && layer.weight().shape().size(3) == 3;
    boolean isPlain =
        o.strideHeight() == 1
            && o.strideWidth() == 1
            && o.dilationHeight() == 1
            && o.dilationWidth() == 1;
    int tiles = Math.ceilDiv(outHeight, 4) * Math.ceilDiv(outWidth, 4);
    if (isThree && isPlain && Math.min(in, out) >= WINOGRAD_CHANNELS && tiles >= WINOGRAD_TILES) {
      notes.add(
          "%s is computed directly; it has the bits of the library with -Dadjoint.convolution=direct, without which the last digits differ"
              .formatted(layer));
    }
  }

  private Value normalization(BatchNorm<?> norm, Value x) {
    RunningStatistics running =
        norm.running()
            .orElseThrow(() ->
                new ExportRefusal(
                    "no Java code is written for batch normalisation without running statistics, because its answer depends on the batch"));
    float[] mean = array(running.mean().value());
    float[] variance = array(running.variance().value());
    float[] gain = numbers(norm.weight(), mean.length, 1);
    float[] bias = numbers(norm.bias(), mean.length, 0);
    float epsilon = (float) norm.epsilon();
    float[] scale = new float[mean.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = gain[c] * (1 / (float) Math.sqrt(variance[c] + epsilon));
    }
    int start = keep(mean);
    keep(scale);
    keep(bias);
    return call("normalize", "%s, %d, %d".formatted(x.name(), mean.length, start), x.shape());
  }

  private static float[] numbers(Optional<Parameter> parameter, int count, float usual) {
    if (parameter.isPresent()) {
      return array(parameter.get().value());
    }
    float[] numbers = new float[count];
    Arrays.fill(numbers, usual);
    return numbers;
  }

  private Value largest(Pool2dOptions o, Value x) {
    if (o.ceilMode()) {
      throw new ExportRefusal(
          "no Java code is written for pooling in ceil mode; write the network as ONNX with adjoint convert RUN model.onnx");
    }
    int channels = x.shape().size(0);
    int height = x.shape().size(1);
    int width = x.shape().size(2);
    int outHeight =
        (height + 2 * o.paddingHeight() - o.dilationHeight() * (o.kernelHeight() - 1) - 1)
                / o.strideHeight()
            + 1;
    int outWidth =
        (width + 2 * o.paddingWidth() - o.dilationWidth() * (o.kernelWidth() - 1) - 1)
                / o.strideWidth()
            + 1;
    return call(
        "largest",
        "%s, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d, %d"
            .formatted(
                x.name(),
                channels,
                height,
                width,
                o.kernelHeight(),
                o.kernelWidth(),
                o.strideHeight(),
                o.strideWidth(),
                o.paddingHeight(),
                o.paddingWidth(),
                o.dilationHeight(),
                o.dilationWidth(),
                outHeight,
                outWidth),
        Shape.of(channels, outHeight, outWidth));
  }

  private Value lookup(EmbeddedColumnsLayer layer, Value x) {
    List<String> starts = new ArrayList<>();
    List<String> widths = new ArrayList<>();
    int total = layer.numbers();
    for (Embedding table : layer.tables()) {
      starts.add(Integer.toString(keep(table.weight())));
      int width = table.weight().shape().size(1);
      widths.add(Integer.toString(width));
      total += width;
    }
    return call(
        "lookup",
        "%s, %d, new int[] {%s}, new int[] {%s}"
            .formatted(
                x.name(), layer.numbers(), String.join(", ", starts), String.join(", ", widths)),
        Shape.of(total));
  }
}
