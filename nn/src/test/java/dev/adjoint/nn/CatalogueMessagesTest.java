package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.activation.Hardshrink;
import dev.adjoint.nn.activation.Hardtanh;
import dev.adjoint.nn.activation.RRelu;
import dev.adjoint.nn.activation.SwiGlu;
import dev.adjoint.nn.dropout.AlphaDropout;
import dev.adjoint.nn.dropout.ChannelDropout;
import dev.adjoint.nn.dropout.DropPath;
import dev.adjoint.nn.image.ChannelShuffle;
import dev.adjoint.nn.image.Fold;
import dev.adjoint.nn.image.LocalResponseNorm;
import dev.adjoint.nn.image.Pad;
import dev.adjoint.nn.image.PixelShuffle;
import dev.adjoint.nn.image.PixelUnshuffle;
import dev.adjoint.nn.image.Unfold;
import dev.adjoint.nn.image.Upsample;
import dev.adjoint.nn.pooling.AdaptiveAvgPool;
import dev.adjoint.nn.pooling.AdaptiveMaxPool;
import dev.adjoint.nn.pooling.AvgPool1d;
import dev.adjoint.nn.pooling.AvgPool3d;
import dev.adjoint.nn.pooling.FractionalMaxPool;
import dev.adjoint.nn.pooling.LpPool;
import dev.adjoint.nn.pooling.MaxPool1d;
import dev.adjoint.nn.pooling.MaxPool3d;
import dev.adjoint.nn.pooling.MaxUnpool;
import dev.adjoint.tensor.Conv3dOptions;
import dev.adjoint.tensor.Interpolation;
import dev.adjoint.tensor.PadMode;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.Pool3dOptions;
import dev.adjoint.tensor.Pooled;
import dev.adjoint.tensor.Sizes3d;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the layers of the catalogue refuse, with the whole text.
class CatalogueMessagesTest {

  private final RandomGenerator random = new SplittableRandom(1);
  private final List<DynamicTest> tests = new ArrayList<>();

  private void refuses(String message, ThrowingCallable made) {
    tests.add(
        DynamicTest.dynamicTest(
            message,
            () ->
                assertThatThrownBy(made).isInstanceOf(RuntimeException.class).hasMessage(message)));
  }

  @TestFactory
  Stream<DynamicTest> numbersOutOfRangeAreRefusedWhereTheyAreGiven() {
    refuses(
        "hardtanh: the range is 1.0 … -1.0 but must not be reversed; -1 … 1 is usual",
        () -> new Hardtanh(1, -1));
    refuses(
        "hardshrink: lambda is -1.0 but must be a finite number of at least 0; 0.5 is usual",
        () -> new Hardshrink(-1));
    refuses(
        "rrelu: the slopes are 2.0 … 1.0 but must not be reversed; swap them",
        () -> new RRelu(2, 1));
    String probability =
        ": the probability is 1.0 but must be at least 0 and below 1; 0.1 to 0.5 is usual";
    refuses("channel dropout" + probability, () -> new ChannelDropout(1));
    refuses("alpha dropout" + probability, () -> new AlphaDropout(1));
    refuses("drop path" + probability, () -> new DropPath(1));
    refuses(
        "pad: the amounts are [1] but must be two for each axis, before and after; the last axis comes first",
        () -> Pad.zeros(1));
    refuses(
        "pixel shuffle: the factor is 0 but must be at least 1; 2 is usual",
        () -> new PixelShuffle(0));
    refuses(
        "upsample: a factor is 0.0 but must be a finite number above 0; 2 is usual",
        () -> Upsample.of(0, Interpolation.LINEAR));
    refuses(
        "adaptive max pool: the sizes of the result are [0] but must be at least 1; change 0",
        () -> AdaptiveMaxPool.of(0));
    refuses(
        "lp pool: the windows have 2 sizes and 1 strides; give one stride for each size",
        () -> LpPool.of(2, 2, 2).withStride(1));
    refuses(
        "max pool1d: the windows are 2×2 but must have one row; use MaxPool1d.of(2)",
        () -> new MaxPool1d(Pool2dOptions.of(2)));
    refuses(
        "avg pool3d: windows must be without dilation but have 2×2×2; leave it at 1",
        () -> new AvgPool3d(Pool3dOptions.of(2).withDilation(Sizes3d.of(2)), true));
    refuses(
        "pool3d: the padding must be at most half of the kernel but is 2×2×2 for a kernel of 2×2×2; a window would contain only padding",
        () -> MaxPool3d.of(2).withPadding(2));
    refuses(
        "conv3d: the stride must be at least 1 but is 0×0×0; 1 is the default",
        () -> Conv3d.of(1, 1, 1, random).withStride(0));
    refuses(
        "conv3d: the number of groups must be at least 1 but is 0; 1 is the default",
        () -> Conv3dOptions.standard().withGroups(0));
    refuses(
        "conv transpose2d: the number of inputs is 0 but must be at least 1; give the number of channels",
        () -> ConvTranspose2d.of(0, 1, 3, random));
    refuses(
        "conv transpose1d: the number of extra elements is -1 but must be at least 0; 0 is usual",
        () -> ConvTranspose1d.of(1, 1, 2, random).withExtra(-1));
    refuses(
        "conv transpose3d: the least number of extra elements is -2 but must be at least 0; 0 is usual",
        () -> ConvTranspose3d.of(1, 1, 2, random).withExtra(-2));
    refuses(
        "conv transpose: the extra size must be at least 0 and below stride 1 or dilation 1 but is 1; 0 is the default",
        () -> ConvTranspose1d.of(1, 1, 2, random).withExtra(1).forward(Tensor.zeros(1, 1, 3)));
    refuses(
        "conv transpose3d: 3 inputs cannot be cut into 2 equal groups; change the inputs or the groups",
        () -> ConvTranspose3d.of(3, 2, 2, Conv3dOptions.standard().withGroups(2), random));
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> shapesThatDoNotFitAreRefused() {
    refuses(
        "swiglu: axis 1 of [2, 3] has the odd size 3; give two halves of one size",
        () -> new SwiGlu(1).forward(Tensor.zeros(2, 3)));
    refuses(
        "channel dropout: x must be [N, C, …] but is [3]; use Dropout",
        () -> new ChannelDropout(0.5).forward(Tensor.zeros(3), Pass.INFERENCE));
    refuses(
        "pad: amounts 3 and 0 for axis 1 of [2, 3], but REFLECT takes 0 … 2 there; use less padding, or PadMode.REPLICATE",
        () -> Pad.of(PadMode.REFLECT, 3, 0).forward(Tensor.zeros(2, 3)));
    refuses(
        "pixel shuffle: x must be […, C·4, H, W] but is [1, 3, 2, 2]; give a multiple of 4 channels",
        () -> new PixelShuffle(2).forward(Tensor.zeros(1, 3, 2, 2)));
    refuses(
        "pixel unshuffle: x must be […, C, H, W] with height and width multiples of 2 but is [1, 3, 2]; crop or pad it",
        () -> new PixelUnshuffle(2).forward(Tensor.zeros(1, 3, 2)));
    refuses(
        "channel shuffle: x must be [N, C, …] with C a multiple of 2 but is [1, 3, 2]; change the groups",
        () -> new ChannelShuffle(2).forward(Tensor.zeros(1, 3, 2)));
    refuses(
        "upsample: x is [2, 3] and the factors [2.0], but x must be [N, C, …] with one factor for each further axis; give one, or one for all",
        () -> Upsample.of(2, Interpolation.LINEAR).forward(Tensor.zeros(2, 3)));
    refuses(
        "unfold: x must be images [N, C, H, W] but is [2, 3]; reshape it",
        () -> Unfold.of(2).forward(Tensor.zeros(2, 3)));
    refuses(
        "unfold: windows of 5 elements, 1 apart, every 1 do not fit into axis 2 of [1, 1, 4, 4]; size and step are at least 1, and a window is within the axis",
        () -> Unfold.of(5).forward(Tensor.zeros(1, 1, 4, 4)));
    refuses(
        "fold: x is [1, 4, 3] but images of 3×3 have 4 patches of 2×2 (stride 1); give [N, C·4, 4]",
        () -> Fold.of(3, 3, 2).forward(Tensor.zeros(1, 4, 3)));
    refuses(
        "local response norm: x must be [N, C, …] but is [2, 3]; give it an axis of positions",
        () -> LocalResponseNorm.of(3).forward(Tensor.zeros(2, 3)));
    refuses(
        "avg pool1d: x must be [N, C, L], or [C, L] for one sequence, but is [3]; reshape it",
        () -> AvgPool1d.of(2).forward(Tensor.zeros(3)));
    refuses(
        "max pool3d: x must be volumes [N, C, D, H, W] or one volume [C, D, H, W] but is [3, 3]; reshape it",
        () -> MaxPool3d.of(2).forward(Tensor.zeros(3, 3)));
    refuses(
        "adaptive avg pool: x must be [N, C, …] or [C, …] with 2 more axes, each with elements, for a result of [2, 2] but is [3, 3]; reshape it",
        () -> AdaptiveAvgPool.of(2, 2).forward(Tensor.zeros(3, 3)));
    refuses(
        "lp pool: x must be [N, C, …] or [C, …] with 1 more axes but is [3]; give one size of the window for each",
        () -> LpPool.of(2, 2).forward(Tensor.zeros(3)));
    refuses(
        "fractional max pool: x is [1, 1, 3, 3] but must be [N, C, …] with at least the size of the window 2×2 plus that of the result 3×3 less 1 along each further axis; use smaller ones",
        () ->
            new FractionalMaxPool(List.of(2, 2), List.of(3, 3))
                .forward(Tensor.zeros(1, 1, 3, 3), Pass.INFERENCE));
    refuses(
        "max unpool: x must be [N, C, …] or [C, …] with 2 more axes but is [2]; give one size of the window for each",
        () -> MaxUnpool.of(2, 2).forward(new Pooled(Tensor.zeros(2), Tensor.of(0L, 1))));
    refuses(
        "bilinear: x is [2, 3] and z [2, 3], but the weight [4, 3, 2] needs […, 3] and […, 2] with the same leading axes; check the layer sizes",
        () -> Bilinear.of(3, 2, 4, random).forward(Tensor.zeros(2, 3)));
    refuses(
        "instance norm: x must be [N, 3, …] with at least one more axis but is [2, 3]; check the channels, or use LayerNorm",
        () -> InstanceNorm.of(3).forward(Tensor.zeros(2, 3)));
    refuses(
        "batch norm: x must be volumes [N, C, D, H, W] but is [2, 3]; reshape it, or use BatchNorm2d for images",
        () -> BatchNorm3d.of(3).forward(Tensor.zeros(2, 3), Pass.INFERENCE));
    refuses(
        "conv3d: x has 3 channels but the weight takes 2 in each of 1 groups (x [1, 3, 2, 2, 2], weight [1, 2, 1, 1, 1]); check the layer sizes\nin Conv3d(2 → 1, 1×1×1)",
        () -> Conv3d.of(2, 1, 1, random).forward(Tensor.zeros(1, 3, 2, 2, 2)));
    refuses(
        "conv transpose2d: x has 3 channels but the weight takes 2 in 1 groups (x [1, 3, 2, 2], weight [2, 1, 1, 1]); check the layer sizes\nin ConvTranspose2d(2 → 1, 1×1)",
        () -> ConvTranspose2d.of(2, 1, 1, random).forward(Tensor.zeros(1, 3, 2, 2)));
    refuses(
        "conv transpose: an axis of 1 with a kernel of 1, stride 1 and padding 2 in all would get the size -1; use less padding\nin ConvTranspose2d(1 → 1, 1×1, padding 1)",
        () -> ConvTranspose2d.of(1, 1, 1, random).withPadding(1).forward(Tensor.zeros(1, 1, 1, 1)));
    refuses(
        "conv transpose1d: x must be [N, C, L], or [C, L] for one sequence, but is [3]; reshape it",
        () -> ConvTranspose1d.of(1, 1, 1, random).forward(Tensor.zeros(3)));
    return tests.stream();
  }
}
