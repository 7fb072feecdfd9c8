package dev.adjoint.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.depthwise.Depthwise;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// One convolution with operands, and its three functions written out word for word.
///
/// Every array has something before and after what the view sees.
public record ConvolutionCases(Convolution how, View x, View weight, View bias, View g) {

  private static final int GAP = 5;

  public static ConvolutionCases of(
      Convolution how, int[] image, int outputs, int kernelHeight, int kernelWidth, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int channels = image[1] / how.groups();
    int height = size(image[2], kernelHeight, how.strideHeight(), how.top(), how.dilationHeight());
    int width = size(image[3], kernelWidth, how.strideWidth(), how.left(), how.dilationWidth());
    return new ConvolutionCases(
        how,
        draw(random, image),
        draw(random, outputs, channels, kernelHeight, kernelWidth),
        draw(random, outputs),
        draw(random, image[0], outputs, height, width));
  }

  /// With as much padding on the one side as on the other.
  private static int size(int image, int kernel, int stride, int padding, int dilation) {
    return (image + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
  }

  private static View draw(RandomGenerator random, int... sizes) {
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    return FloatBits.view(FloatBits.ordinary(count, random), 3, sizes);
  }

  /// The same with special values strewn over all operands.
  public ConvolutionCases special(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (View view : new View[] {x, weight, bias, g}) {
      float[] array = ((Storage.Floats) view.storage()).array();
      float[] mixed = FloatBits.mixed(array.length, random);
      for (int i = 0; i < array.length; i++) {
        array[i] = random.nextInt(40) == 0 ? mixed[i] : array[i];
      }
    }
    return this;
  }

  /// Fails unless these kernels give the bits of the definition, of all three functions.
  public void agreeWith(Kernels kernels) {
    View y = full(g.sizes());
    kernels.run(new ConvolutionCall(how, x, weight, bias, y));
    same("with a bias", y, forward(true));
    View plain = full(g.sizes());
    kernels.run(new ConvolutionCall(how, x, weight, null, plain));
    same("forward", plain, forward(false));
    View dx = full(x.sizes());
    kernels.run(new ConvolutionDataCall(how, g, weight, dx));
    same("by data", dx, data());
    View dw = full(weight.sizes());
    kernels.run(new ConvolutionWeightCall(how, g, x, dw));
    same("by weight", dw, weightGradient());
  }

  /// Memory for a result, with something else than zeros everywhere.
  public static View full(int[] sizes) {
    View view = FloatBits.empty(GAP, sizes);
    Arrays.fill(((Storage.Floats) view.storage()).array(), 77);
    return view;
  }

  private void same(String what, View actual, float[] expected) {
    View numbers = full(actual.sizes());
    System.arraycopy(
        expected, 0, ((Storage.Floats) numbers.storage()).array(), GAP, expected.length);
    assertThat(Arrays.mismatch(FloatBits.of(actual), FloatBits.of(numbers)))
        .as(
            "%s of x %s, weight %s, %s: where it differs",
            what, Arrays.toString(x.sizes()), Arrays.toString(weight.sizes()), how)
        .isEqualTo(-1);
  }

  float[] forward(boolean withBias) {
    float[] y = new float[g.count()];
    int inChain = inChain(channels(), kernelHeight() * kernelWidth());
    int at = 0;
    for (int n = 0; n < g.sizes()[0]; n++) {
      for (int o = 0; o < g.sizes()[1]; o++) {
        for (int oh = 0; oh < g.sizes()[2]; oh++) {
          for (int ow = 0; ow < g.sizes()[3]; ow++, at++) {
            for (int first = 0; first < channels(); first += inChain) {
              float chain = 0;
              for (int c = first; c < Math.min(channels(), first + inChain); c++) {
                for (int kh = 0; kh < kernelHeight(); kh++) {
                  for (int kw = 0; kw < kernelWidth(); kw++) {
                    chain = Math.fma(at(weight, o, c, kh, kw), x(n, o, c, oh, ow, kh, kw), chain);
                  }
                }
              }
              y[at] = first == 0 ? chain : y[at] + chain;
            }
            if (withBias) {
              y[at] += at(bias, o);
            }
          }
        }
      }
    }
    return y;
  }

  /// After how many channels, or outputs, of so many taps a chain ends: it has at most 384 terms,
  /// or those of one channel, and all chains but the last have the same length.
  private static int inChain(int count, int taps) {
    int chains = Math.max(1, Math.min(count, (count * taps + 383) / 384));
    return Math.max((count + chains - 1) / chains, 1);
  }

  /// The most taps that an element of dx uses.
  private int mostTaps() {
    int most = 1;
    for (int h = 0; h < how.strideHeight(); h++) {
      for (int w = 0; w < how.strideWidth(); w++) {
        int used = 0;
        for (int kh = 0; kh < kernelHeight(); kh++) {
          for (int kw = 0; kw < kernelWidth(); kw++) {
            boolean row = (h + how.top() - kh * how.dilationHeight()) % how.strideHeight() == 0;
            boolean column = (w + how.left() - kw * how.dilationWidth()) % how.strideWidth() == 0;
            used += row && column ? 1 : 0;
          }
        }
        most = Math.max(most, used);
      }
    }
    return most;
  }

  float[] data() {
    float[] dx = new float[x.count()];
    int at = 0;
    int outputs = weight.sizes()[0] / how.groups();
    int inChain = inChain(outputs, mostTaps());
    for (int n = 0; n < x.sizes()[0]; n++) {
      for (int channel = 0; channel < x.sizes()[1]; channel++) {
        int group = channel / channels();
        for (int h = 0; h < x.sizes()[2]; h++) {
          for (int w = 0; w < x.sizes()[3]; w++, at++) {
            float chain = 0;
            for (int o = group * outputs; o < (group + 1) * outputs; o++) {
              if (o > group * outputs && (o - group * outputs) % inChain == 0) {
                dx[at] = o - group * outputs == inChain ? chain : dx[at] + chain;
                chain = 0;
              }
              for (int kh = 0; kh < kernelHeight(); kh++) {
                for (int kw = 0; kw < kernelWidth(); kw++) {
                  int above = h + how.top() - kh * how.dilationHeight();
                  int before = w + how.left() - kw * how.dilationWidth();
                  if (above % how.strideHeight() == 0 && before % how.strideWidth() == 0) {
                    float factor = at(weight, o, channel % channels(), kh, kw);
                    int oh = above / how.strideHeight();
                    int ow = before / how.strideWidth();
                    chain = Math.fma(factor, orZero(g, n, o, oh, ow), chain);
                  }
                }
              }
            }
            dx[at] = outputs <= inChain ? chain : dx[at] + chain;
          }
        }
      }
    }
    return dx;
  }

  float[] weightGradient() {
    return Depthwise.weight(ConvolutionSizes.of(how, x, weight, g)) ? inLanes() : inRuns();
  }

  private float[] inLanes() {
    float[] dw = new float[weight.count()];
    int apart = how.dilationHeight();
    int at = 0;
    for (int o = 0; o < weight.sizes()[0]; o++) {
      for (int kh = 0; kh < kernelHeight(); kh++) {
        for (int kw = 0; kw < kernelWidth(); kw++, at++) {
          float[] sums = new float[16];
          for (int n = 0; n < g.sizes()[0]; n++) {
            for (int first = 0; first < apart; first++) {
              for (int block = 0; block < g.sizes()[3]; block += 16) {
                for (int oh = first; oh < g.sizes()[2]; oh += apart) {
                  for (int ow = block; ow < Math.min(block + 16, g.sizes()[3]); ow++) {
                    float seen = x(n, o, 0, oh, ow, kh, kw);
                    sums[ow - block] = Math.fma(at(g, n, o, oh, ow), seen, sums[ow - block]);
                  }
                }
              }
            }
          }
          for (int width = 8; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
              sums[i] += sums[i + width];
            }
          }
          dw[at] = sums[0];
        }
      }
    }
    return dw;
  }

  private float[] inRuns() {
    float[] dw = new float[weight.count()];
    int run = Math.max(1, Math.ceilDiv(g.sizes()[0], ConvolutionSizes.RUNS));
    int at = 0;
    for (int o = 0; o < weight.sizes()[0]; o++) {
      for (int c = 0; c < channels(); c++) {
        for (int kh = 0; kh < kernelHeight(); kh++) {
          for (int kw = 0; kw < kernelWidth(); kw++, at++) {
            for (int first = 0; first < g.sizes()[0]; first += run) {
              float chain = 0;
              for (int n = first; n < Math.min(g.sizes()[0], first + run); n++) {
                for (int oh = 0; oh < g.sizes()[2]; oh++) {
                  for (int ow = 0; ow < g.sizes()[3]; ow++) {
                    chain = Math.fma(at(g, n, o, oh, ow), x(n, o, c, oh, ow, kh, kw), chain);
                  }
                }
              }
              dw[at] = first == 0 ? chain : dw[at] + chain;
            }
          }
        }
      }
    }
    return dw;
  }

  private float x(int n, int o, int c, int oh, int ow, int kh, int kw) {
    int group = o / (weight.sizes()[0] / how.groups());
    int h = oh * how.strideHeight() + kh * how.dilationHeight() - how.top();
    int w = ow * how.strideWidth() + kw * how.dilationWidth() - how.left();
    return orZero(x, n, group * channels() + c, h, w);
  }

  private static float orZero(View view, int n, int c, int h, int w) {
    boolean inside = h >= 0 && h < view.sizes()[2] && w >= 0 && w < view.sizes()[3];
    return inside ? at(view, n, c, h, w) : 0;
  }

  private static float at(View view, int... index) {
    int at = view.offset();
    for (int axis = 0; axis < index.length; axis++) {
      at += index[axis] * view.strides()[axis];
    }
    return ((Storage.Floats) view.storage()).array()[at];
  }

  private int channels() {
    return weight.sizes()[1];
  }

  private int kernelHeight() {
    return weight.sizes()[2];
  }

  private int kernelWidth() {
    return weight.sizes()[3];
  }
}
