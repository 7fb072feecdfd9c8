package dev.adjoint.nn.parity;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.AdaptiveAvgPool2d;
import dev.adjoint.nn.AvgPool2d;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.BatchNorm3d;
import dev.adjoint.nn.Bilinear;
import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Conv3d;
import dev.adjoint.nn.ConvTranspose1d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.ConvTranspose3d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Elu;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.EmbeddingBag;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.InstanceNorm;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Prelu;
import dev.adjoint.nn.RmsNorm;
import dev.adjoint.nn.Softmax;
import dev.adjoint.nn.Unflatten;
import dev.adjoint.nn.activation.Celu;
import dev.adjoint.nn.activation.Glu;
import dev.adjoint.nn.activation.Hardshrink;
import dev.adjoint.nn.activation.Hardtanh;
import dev.adjoint.nn.activation.LogSoftmax;
import dev.adjoint.nn.activation.RRelu;
import dev.adjoint.nn.activation.Softmin;
import dev.adjoint.nn.activation.Softplus;
import dev.adjoint.nn.activation.Softshrink;
import dev.adjoint.nn.activation.Threshold;
import dev.adjoint.nn.dropout.AlphaDropout;
import dev.adjoint.nn.dropout.ChannelDropout;
import dev.adjoint.nn.image.ChannelShuffle;
import dev.adjoint.nn.image.Fold;
import dev.adjoint.nn.image.LocalResponseNorm;
import dev.adjoint.nn.image.Pad;
import dev.adjoint.nn.image.Padded;
import dev.adjoint.nn.image.PixelShuffle;
import dev.adjoint.nn.image.PixelUnshuffle;
import dev.adjoint.nn.image.Unfold;
import dev.adjoint.nn.image.Upsample;
import dev.adjoint.nn.parity.CatalogueParityTest.TorchLayer;
import dev.adjoint.nn.pooling.AdaptiveAvgPool;
import dev.adjoint.nn.pooling.AdaptiveMaxPool;
import dev.adjoint.nn.pooling.AvgPool1d;
import dev.adjoint.nn.pooling.AvgPool3d;
import dev.adjoint.nn.pooling.FractionalMaxPool;
import dev.adjoint.nn.pooling.LpPool;
import dev.adjoint.nn.pooling.MaxPool1d;
import dev.adjoint.nn.pooling.MaxPool3d;
import dev.adjoint.nn.pooling.MaxUnpool;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Conv3dOptions;
import dev.adjoint.tensor.Interpolation;
import dev.adjoint.tensor.PadMode;
import dev.adjoint.tensor.Pooled;
import dev.adjoint.tensor.Sizes3d;
import dev.adjoint.tensor.parity.Attributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/// The classes of `torch.nn` that the catalogue has cases of, each as the layer that it is here.
final class TorchLayers {

  private static final SplittableRandom RANDOM = new SplittableRandom(1);

  private final Map<String, TorchLayer> all = new LinkedHashMap<>();

  private TorchLayers() {
    activations();
    convolutions();
    poolings();
    images();
    others();
  }

  /// By the name of the class in PyTorch.
  static Map<String, TorchLayer> all() {
    return new TorchLayers().all;
  }

  private void add(String kind, Function<Attributes, Layer> make) {
    all.put(kind, TorchLayer.of(make));
  }

  private void activations() {
    for (Activation activation : Activation.values()) {
      if (activation != Activation.HARDTANH
          && activation != Activation.CELU
          && activation != Activation.SOFTPLUS) {
        add(activation.toString(), _ -> activation);
      }
    }
    add("LeakyReLU", a -> new LeakyRelu(a.number("negative_slope", 0.01)));
    add("ELU", a -> new Elu(a.number("alpha", 1)));
    add("CELU", a -> new Celu(a.number("alpha", 1)));
    add("Hardtanh", a -> new Hardtanh(a.number("min_val", -1), a.number("max_val", 1)));
    add("Hardshrink", a -> new Hardshrink(a.number("lambd", 0.5)));
    add("Softshrink", a -> new Softshrink(a.number("lambd", 0.5)));
    add("Threshold", a -> new Threshold(a.number("threshold"), a.number("value")));
    add("Softplus", a -> new Softplus(a.number("beta", 1), a.number("threshold", 20)));
    add("RReLU", a -> new RRelu(a.number("lower", 1.0 / 8), a.number("upper", 1.0 / 3)));
    add("PReLU", _ -> Prelu.of());
    add("Softmax", a -> new Softmax(a.whole("dim")));
    add("Softmax2d", _ -> new Softmax(-3));
    add("LogSoftmax", a -> new LogSoftmax(a.whole("dim")));
    add("Softmin", a -> new Softmin(a.whole("dim")));
    add("GLU", a -> new Glu(a.whole("dim")));
  }

  private void convolutions() {
    add("Linear", a -> Linear.of(a.whole("in_features"), a.whole("out_features"), RANDOM));
    all.put(
        "Bilinear",
        TorchLayer.of(a ->
                Bilinear.of(
                    a.whole("in1_features"),
                    a.whole("in2_features"),
                    a.whole("out_features"),
                    RANDOM))
            .calling((layer, _, x) -> List.of(((Bilinear) layer).forward(x[0], x[1]))));
    add(
        "Conv1d",
        a ->
            Conv1d.of(in(a), out(a), a.whole("kernel_size"), RANDOM)
                .withStride(whole(a, "stride", 1))
                .withPadding(whole(a, "padding", 0)));
    add("Conv2d", TorchLayers::conv2d);
    add("Conv3d", a -> Conv3d.of(in(a), out(a), sizes(a, "kernel_size", 1), volumes(a), RANDOM));
    add(
        "ConvTranspose1d",
        a ->
            ConvTranspose1d.of(
                    in(a),
                    out(a),
                    a.whole("kernel_size"),
                    Conv2dOptions.standard().withGroups(whole(a, "groups", 1)),
                    RANDOM)
                .withStride(whole(a, "stride", 1))
                .withPadding(whole(a, "padding", 0))
                .withDilation(whole(a, "dilation", 1))
                .withExtra(whole(a, "output_padding", 0)));
    add(
        "ConvTranspose2d",
        a ->
            ConvTranspose2d.of(
                    in(a),
                    out(a),
                    a.whole("kernel_size"),
                    Conv2dOptions.standard().withGroups(whole(a, "groups", 1)),
                    RANDOM)
                .withStride(whole(a, "stride", 1))
                .withPadding(whole(a, "padding", 0))
                .withDilation(whole(a, "dilation", 1))
                .withExtra(whole(a, "output_padding", 0)));
    add(
        "ConvTranspose3d",
        a ->
            ConvTranspose3d.of(in(a), out(a), a.whole("kernel_size"), volumes(a), RANDOM)
                .withExtra(whole(a, "output_padding", 0)));
  }

  private static Layer conv2d(Attributes a) {
    Conv2d layer = Conv2d.of(in(a), out(a), a.whole("kernel_size"), RANDOM);
    int padding = a.whole("padding");
    if (!a.has("padding_mode")) {
      return layer.withPadding(padding);
    }
    PadMode mode = PadMode.valueOf(a.text("padding_mode").toUpperCase(Locale.ROOT));
    return new Padded(Pad.of(mode, padding, padding, padding, padding), layer);
  }

  private static Conv3dOptions volumes(Attributes a) {
    return new Conv3dOptions(
        sizes(a, "stride", 1),
        sizes(a, "padding", 0),
        sizes(a, "dilation", 1),
        whole(a, "groups", 1));
  }

  private static int in(Attributes a) {
    return a.whole("in_channels");
  }

  private static int out(Attributes a) {
    return a.whole("out_channels");
  }

  private static int whole(Attributes a, String name, int otherwise) {
    return a.has(name) ? a.whole(name) : otherwise;
  }

  private static Sizes3d sizes(Attributes a, String name, int otherwise) {
    int[] given = a.wholes(name);
    return switch (given.length) {
      case 0 -> Sizes3d.of(otherwise);
      case 1 -> Sizes3d.of(given[0]);
      default -> new Sizes3d(given[0], given[1], given[2]);
    };
  }

  private static List<Integer> list(Attributes a, String name) {
    return Arrays.stream(a.wholes(name)).boxed().toList();
  }

  private void poolings() {
    add(
        "MaxPool1d",
        a -> {
          int kernel = a.whole("kernel_size");
          MaxPool1d layer =
              MaxPool1d.of(kernel)
                  .withStride(whole(a, "stride", kernel))
                  .withPadding(whole(a, "padding", 0))
                  .withDilation(whole(a, "dilation", 1));
          return flag(a, "ceil_mode", false) ? layer.withCeilMode() : layer;
        });
    add(
        "MaxPool3d",
        a -> {
          int kernel = a.whole("kernel_size");
          MaxPool3d layer =
              MaxPool3d.of(kernel)
                  .withStride(whole(a, "stride", kernel))
                  .withPadding(whole(a, "padding", 0))
                  .withDilation(whole(a, "dilation", 1));
          return flag(a, "ceil_mode", false) ? layer.withCeilMode() : layer;
        });
    add(
        "AvgPool1d",
        a -> {
          int kernel = a.whole("kernel_size");
          AvgPool1d layer =
              AvgPool1d.of(kernel)
                  .withStride(whole(a, "stride", kernel))
                  .withPadding(whole(a, "padding", 0));
          layer = flag(a, "count_include_pad", true) ? layer : layer.withoutCountingPadding();
          return flag(a, "ceil_mode", false) ? layer.withCeilMode() : layer;
        });
    add(
        "AvgPool3d",
        a -> {
          int kernel = a.whole("kernel_size");
          AvgPool3d layer =
              AvgPool3d.of(kernel)
                  .withStride(whole(a, "stride", kernel))
                  .withPadding(whole(a, "padding", 0));
          layer = flag(a, "count_include_pad", true) ? layer : layer.withoutCountingPadding();
          return flag(a, "ceil_mode", false) ? layer.withCeilMode() : layer;
        });
    add("MaxPool2d", a -> MaxPool2d.of(a.whole("kernel_size")));
    add("AvgPool2d", a -> AvgPool2d.of(a.whole("kernel_size")));
    add("AdaptiveAvgPool2d", a -> adaptive2d(a.wholes("output_size")));
    for (int axes = 1; axes <= 3; axes++) {
      int rank = axes;
      add("LPPool%dd".formatted(axes), a -> powers(a, rank));
      if (axes != 2) {
        add("AdaptiveAvgPool%dd".formatted(axes), a -> new AdaptiveAvgPool(list(a, "output_size")));
      }
      all.put(
          "AdaptiveMaxPool%dd".formatted(axes),
          TorchLayer.of(
                  a -> {
                    boolean both = a.flag("return_indices");
                    return both ? new AdaptiveMaxPool(list(a, "output_size")) : Activation.IDENTITY;
                  })
              .calling((layer, _, x) -> {
                Pooled pooled = ((AdaptiveMaxPool) layer).withIndices(x[0]);
                return List.of(pooled.values(), pooled.indices());
              }));
      all.put(
          "MaxUnpool%dd".formatted(axes),
          new TorchLayer(
              a -> MaxUnpool.of(list(a, "kernel_size").toArray(Integer[]::new)),
              (layer, _, x) -> {
                Pooled pooled =
                    switch (rank) {
                      case 1 -> MaxPool1d.of(2).withIndices(x[0]);
                      case 2 -> x[0].maxPool2dWithIndices(MaxPool2d.of(2).options());
                      default -> MaxPool3d.of(2).withIndices(x[0]);
                    };
                return List.of(((MaxUnpool) layer).forward(pooled));
              }));
      all.put(
          "FractionalMaxPool%dd".formatted(axes),
          TorchLayer.of(a -> new FractionalMaxPool(list(a, "kernel_size"), list(a, "output_size")))
              .calling((layer, _, x) -> List.of(((FractionalMaxPool) layer).forward(x[0], x[1]))));
    }
    all.remove("FractionalMaxPool1d");
  }

  private static AdaptiveAvgPool2d adaptive2d(int... size) {
    return new AdaptiveAvgPool2d(size[0], size[1]);
  }

  private static Layer powers(Attributes a, int axes) {
    Integer[] kernel = new Integer[axes];
    Integer[] stride = new Integer[axes];
    Arrays.fill(kernel, a.whole("kernel_size"));
    Arrays.fill(stride, whole(a, "stride", a.whole("kernel_size")));
    LpPool layer = LpPool.of(a.number("norm_type"), kernel).withStride(stride);
    return flag(a, "ceil_mode", false) ? layer.withCeilMode() : layer;
  }

  private static boolean flag(Attributes a, String name, boolean otherwise) {
    return a.has(name) ? a.flag(name) : otherwise;
  }

  private void images() {
    for (int axes = 1; axes <= 3; axes++) {
      add("ZeroPad%dd".formatted(axes), a -> Pad.zeros(a.wholes("padding")));
      add(
          "ConstantPad%dd".formatted(axes),
          a -> Pad.constant(a.number("value"), a.wholes("padding")));
      add("ReflectionPad%dd".formatted(axes), a -> Pad.of(PadMode.REFLECT, a.wholes("padding")));
      add("ReplicationPad%dd".formatted(axes), a -> Pad.of(PadMode.REPLICATE, a.wholes("padding")));
      add("CircularPad%dd".formatted(axes), a -> Pad.of(PadMode.CIRCULAR, a.wholes("padding")));
    }
    add("Upsample", TorchLayers::upsample);
    add("UpsamplingNearest2d", a -> Upsample.of(a.number("scale_factor"), Interpolation.NEAREST));
    add(
        "UpsamplingBilinear2d",
        a -> Upsample.of(a.number("scale_factor"), Interpolation.LINEAR).withAlignedCorners());
    add("PixelShuffle", a -> new PixelShuffle(a.whole("upscale_factor")));
    add("PixelUnshuffle", a -> new PixelUnshuffle(a.whole("downscale_factor")));
    add("ChannelShuffle", a -> new ChannelShuffle(a.whole("groups")));
    add(
        "Unfold",
        a -> {
          int[] kernel = a.wholes("kernel_size");
          return new Unfold(kernel[0], kernel[1], planes(a));
        });
    add(
        "Fold",
        a -> {
          int[] kernel = a.wholes("kernel_size");
          int[] size = a.wholes("output_size");
          return new Fold(size[0], size[1], kernel[0], kernel[1], planes(a));
        });
    add(
        "LocalResponseNorm",
        a ->
            new LocalResponseNorm(
                a.whole("size"),
                a.number("alpha", 1e-4),
                a.number("beta", 0.75),
                a.number("k", 1)));
  }

  private static Layer upsample(Attributes a) {
    Interpolation mode =
        switch (a.text("mode")) {
          case "nearest" -> Interpolation.NEAREST;
          case "nearest-exact" -> Interpolation.NEAREST_EXACT;
          case "bicubic" -> Interpolation.CUBIC;
          default -> Interpolation.LINEAR;
        };
    Upsample layer = Upsample.of(a.number("scale_factor"), mode);
    return flag(a, "align_corners", false) ? layer.withAlignedCorners() : layer;
  }

  private static Conv2dOptions planes(Attributes a) {
    int[] stride = a.wholes("stride");
    int[] padding = a.wholes("padding");
    int[] dilation = a.wholes("dilation");
    return Conv2dOptions.standard()
        .withStride(stride[0], stride[1])
        .withPadding(padding[0], padding[1])
        .withDilation(dilation[0], dilation[1]);
  }

  private void others() {
    for (int axes = 1; axes <= 3; axes++) {
      int rank = axes;
      all.put(
          "BatchNorm%dd".formatted(axes),
          TorchLayer.of(a -> batchNorm(rank, a.whole("num_features")))
              .calling((layer, a, x) -> {
                Pass pass = flag(a, "training", false) ? new Pass.Training(RANDOM) : Pass.INFERENCE;
                return List.of(((Layer) layer).forward(x[0], pass));
              }));
      add(
          "InstanceNorm%dd".formatted(axes),
          a -> {
            InstanceNorm layer = InstanceNorm.of(a.whole("num_features"));
            return flag(a, "affine", false) ? layer.withAffine() : layer;
          });
      add("Dropout%dd".formatted(axes), a -> new ChannelDropout(a.number("p")));
    }
    add("LayerNorm", a -> LayerNorm.of(a.wholes("normalized_shape")));
    add("GroupNorm", a -> GroupNorm.of(a.whole("num_groups"), a.whole("num_channels")));
    add("RMSNorm", a -> RmsNorm.of(a.wholes("normalized_shape")).withEpsilon(a.number("eps")));
    add("Dropout", a -> new Dropout(a.number("p")));
    add("AlphaDropout", a -> new AlphaDropout(a.number("p")));
    add("FeatureAlphaDropout", a -> new AlphaDropout(a.number("p"), true));
    add(
        "Embedding",
        a -> Embedding.of(a.whole("num_embeddings"), a.whole("embedding_dim"), RANDOM));
    add(
        "EmbeddingBag",
        a -> EmbeddingBag.of(a.whole("num_embeddings"), a.whole("embedding_dim"), RANDOM));
    add("Flatten", _ -> new Flatten());
    add("Unflatten", a -> Unflatten.of(a.whole("dim"), a.wholes("unflattened_size")));
  }

  private static Layer batchNorm(int axes, int channels) {
    return switch (axes) {
      case 1 -> BatchNorm1d.of(channels);
      case 2 -> BatchNorm2d.of(channels);
      default -> BatchNorm3d.of(channels);
    };
  }
}
