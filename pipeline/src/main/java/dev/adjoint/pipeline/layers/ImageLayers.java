package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.AdaptiveAvgPool2d;
import dev.adjoint.nn.AvgPool2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.dropout.ChannelDropout;
import dev.adjoint.pipeline.layers.SampleFlow.Kind;
import dev.adjoint.tensor.Conv2dOptions;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Layers for images.
final class ImageLayers {
  private static final Set<Kind> IMAGES = Set.of(Kind.IMAGE);
  private static final String KERNEL = "kernel";
  private static final String STRIDE = "stride";
  private static final String PADDING = "padding";

  private ImageLayers() {}

  static List<LayerType> all() {
    return List.of(
        new LayerType(
            "Conv2d",
            "A convolution with square kernels.",
            IMAGES,
            List.of(
                LayerOption.size("channels", "The channels that it gives."),
                LayerOption.whole(KERNEL, 1, 3, "Height and width of the kernels."),
                LayerOption.whole(
                    STRIDE, 1, 1, "Pixels from one position of a kernel to the next."),
                LayerOption.whole(
                    PADDING,
                    0,
                    0,
                    "Zeros around the image; \"same\" keeps its size at stride 1.",
                    "same"),
                LayerOption.whole("dilation", 1, 1, "Pixels between two taps of a kernel."),
                LayerOption.whole("groups", 1, 1, "Parts of the channels that are kept apart."),
                LayerOption.truth("bias", true, "Whether a bias is added.")),
            ImageLayers::convolution),
        pool(
            "MaxPool2d",
            "The largest number of each window.",
            (kernel, stride) -> MaxPool2d.of(kernel).withStride(stride)),
        pool(
            "AvgPool2d",
            "The mean of each window.",
            (kernel, stride) -> AvgPool2d.of(kernel).withStride(stride)),
        new LayerType(
            "AdaptiveAvgPool2d",
            "Means of as many windows as the result has pixels.",
            IMAGES,
            List.of(LayerOption.whole("size", 1, 1, "Height and width of the result.")),
            (entry, in, _) -> {
              int size = entry.whole("size");
              return SizedLayer.of(
                  SampleFlow.image(in.first(), size, size), AdaptiveAvgPool2d.of(size));
            }),
        new LayerType(
            "GroupNorm",
            "Normalisation of groups of channels, image by image.",
            IMAGES,
            List.of(
                LayerOption.size("groups", "The number of groups, which divides the channels.")),
            ImageLayers::groupNorm),
        new LayerType(
            "Dropout2d",
            "Sets whole channels to 0 at random while the network is trained.",
            IMAGES,
            List.of(LayerOption.probability("p", 0.5, "The probability of 0.")),
            (entry, in, _) -> SizedLayer.of(in, new ChannelDropout(entry.number("p")))));
  }

  @FunctionalInterface
  private interface Pooling {
    Layer of(int kernel, int stride);
  }

  private static LayerType pool(String name, String title, Pooling pooling) {
    return new LayerType(
        name,
        title,
        IMAGES,
        List.of(
            LayerOption.whole(KERNEL, 1, 2, "Height and width of the windows."),
            LayerOption.found(STRIDE, "Pixels from one window to the next. Default: the kernel.")),
        (entry, in, _) -> {
          int kernel = entry.whole(KERNEL);
          int stride = entry.whole(STRIDE) == 0 ? kernel : entry.whole(STRIDE);
          return SizedLayer.of(
              windows(entry, in, in.first(), kernel, 0, stride), pooling.of(kernel, stride));
        });
  }

  private static SizedLayer groupNorm(LayerEntry entry, SampleFlow in, int outputs) {
    int groups = entry.whole("groups");
    if (in.first() % groups != 0) {
      throw entry.problem(
          "has %d groups but gets %d channels; the groups must divide them"
              .formatted(groups, in.first()));
    }
    return new SizedLayer(in, 2L * in.first(), _ -> GroupNorm.of(groups, in.first()));
  }

  private static SizedLayer convolution(LayerEntry entry, SampleFlow in, int outputs) {
    int channels = entry.whole("channels");
    int kernel = entry.whole(KERNEL);
    int dilation = entry.whole("dilation");
    int groups = entry.whole("groups");
    if (in.first() % groups != 0 || channels % groups != 0) {
      throw entry.problem(
          "has %d groups, which must divide the %d channels that it gets and the %d that it gives"
              .formatted(groups, in.first(), channels));
    }
    long reach = (long) dilation * (kernel - 1) + 1;
    boolean isSame = entry.isWord(PADDING);
    long zeros = isSame ? reach - 1 : 2L * entry.whole(PADDING);
    SampleFlow out = windows(entry, in, channels, reach, zeros, entry.whole(STRIDE));
    long taps = Math.multiplyExact((long) kernel * kernel, (long) in.first() / groups);
    boolean hasBias = entry.truth("bias");
    return new SizedLayer(
        out,
        Math.multiplyExact(taps + (hasBias ? 1 : 0), (long) channels),
        convolution(entry, in.first(), isSame));
  }

  private static Function<RandomGenerator, Layer> convolution(
      LayerEntry entry, int in, boolean isSame) {
    Conv2dOptions plain =
        Conv2dOptions.standard()
            .withStride(entry.whole(STRIDE))
            .withDilation(entry.whole("dilation"))
            .withGroups(entry.whole("groups"));
    int kernel = entry.whole(KERNEL);
    Conv2dOptions options =
        isSame ? plain.withSamePadding(kernel, kernel) : plain.withPadding(entry.whole(PADDING));
    boolean hasBias = entry.truth("bias");
    return random -> {
      Conv2d layer = Conv2d.of(in, entry.whole("channels"), kernel, options, random);
      return hasBias ? layer : layer.withoutBias();
    };
  }

  /// The image of which each pixel is made from one window: `⌊(n + zeros − window) / stride⌋ + 1`
  /// on a side.
  private static SampleFlow windows(
      LayerEntry entry, SampleFlow in, int channels, long window, long zeros, int stride) {
    long height = in.shape().size(1) + zeros;
    long width = in.shape().size(2) + zeros;
    if (window > Math.min(height, width)) {
      throw entry.problem(
          "has windows of %d × %1$d pixels but gets %s%s; use a smaller kernel or fewer layers that make images smaller"
              .formatted(
                  window,
                  in.describe(),
                  zeros == 0 ? "" : " with %d zeros on each side".formatted(zeros / 2)));
    }
    return SampleFlow.image(
        channels, (int) ((height - window) / stride + 1), (int) ((width - window) / stride + 1));
  }
}
