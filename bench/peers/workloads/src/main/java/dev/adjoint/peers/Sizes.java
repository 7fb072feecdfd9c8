package dev.adjoint.peers;

import dev.adjoint.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/// The numbers of the models that several runners need.
public final class Sizes {

  /// The classes of W2, W3, W5 to W7, W9, W12 and W13.
  public static final int CLASSES = 10;

  /// W2 and W7: the pixels of an image.
  public static final int PIXELS = 784;

  /// W2 and W7: the widths of the hidden layers.
  public static final int HIDDEN_1 = 512;

  /// The second of them.
  public static final int HIDDEN_2 = 256;

  /// W3: the rows and columns of an image.
  public static final int DIGIT_SIDE = 28;

  /// W3: the channels after the convolutions.
  public static final int DIGIT_CHANNELS = 64;

  /// W3: the places of a channel after pooling.
  public static final int DIGIT_PLACES = 12 * 12;

  /// W3: the width of the hidden layer.
  public static final int DIGIT_HIDDEN = 128;

  /// W4: the number of different tokens.
  public static final int VOCABULARY = 65;

  /// W4: the rows of a batch.
  public static final int ROWS = 12;

  /// W4: the tokens of a row.
  public static final int CONTEXT = 64;

  /// W4: the numbers of a token inside the model.
  public static final int WIDTH = 128;

  /// W4: the heads of an attention.
  public static final int HEADS = 4;

  /// W4: the blocks.
  public static final int BLOCKS = 4;

  /// W5 and W13: the steps of a sequence.
  public static final int STEPS = 64;

  /// W5 and W13: the numbers of a step.
  public static final int INPUTS = 32;

  /// W5 and W13: the size of the state.
  public static final int STATE = 128;

  /// W6 and W9: the channels of an image.
  public static final int CHANNELS = 3;

  /// W6 and W9: the rows and columns of an image.
  public static final int SIDE = 32;

  /// W6: the channels of the first stage; each further one has twice as many.
  public static final int FIRST_WIDTH = 16;

  /// W6: the stages, and the blocks of each.
  public static final int STAGES = 3;

  /// W9: a row for each stage: expansion of the channels, channels, blocks, stride of the first.
  private static final int[][] MOBILE = {
    {1, 16, 1, 1},
    {6, 24, 2, 1},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  /// W9: the channels of the first convolution.
  public static final int MOBILE_FIRST = 32;

  /// W9: the channels of the last one.
  public static final int MOBILE_LAST = 1280;

  /// W10: the number of different tokens.
  public static final int GPT_VOCABULARY = 50_257;

  /// W10: the most tokens of a text.
  public static final int GPT_CONTEXT = 1024;

  /// W10: the numbers of a token inside the model.
  public static final int GPT_WIDTH = 768;

  /// W10: the heads of an attention, and the blocks.
  public static final int GPT_HEADS = 12;

  /// W11: the rows of the table.
  public static final int TABLE_ROWS = 1_000_000;

  /// W11: the numbers of a row.
  public static final int TABLE_WIDTH = 64;

  /// W11: the indices of a sample.
  public static final int FIELDS = 8;

  /// W11: the width of the hidden layer.
  public static final int TABLE_HIDDEN = 128;

  /// W12: the number of different tokens.
  public static final int TEXT_VOCABULARY = 5000;

  /// W12: the tokens of a text.
  public static final int TEXT_LENGTH = 50;

  /// W12: the numbers of a token.
  public static final int TEXT_WIDTH = 300;

  /// W12: the outputs of each convolution.
  public static final int TEXT_FILTERS = 100;

  /// W17: the rows and columns of an image.
  public static final int LARGE_SIDE = 224;

  /// W17: the channels after the first convolution.
  public static final int LARGE_FIRST = 64;

  /// W17: the blocks of each stage.
  private static final int[] LARGE = {3, 4, 6, 3};

  /// A block of W17.
  ///
  /// @param name what the names of its weights begin with
  /// @param in channels of its input
  /// @param width channels of its convolution of 3×3
  /// @param stride of that convolution
  public record Bottleneck(String name, int in, int width, int stride) {

    /// Channels of its output.
    public int out() {
      return 4 * width;
    }

    /// Whether a convolution fits its input to its output.
    public boolean fits() {
      return in != out();
    }
  }

  /// The blocks of W17 in order.
  public static List<Bottleneck> bottlenecks() {
    List<Bottleneck> blocks = new ArrayList<>();
    int in = LARGE_FIRST;
    for (int stage = 0; stage < LARGE.length; stage++) {
      for (int block = 0; block < LARGE[stage]; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        String name = "s" + stage + "b" + block + ".";
        Bottleneck next = new Bottleneck(name, in, LARGE_FIRST << stage, stride);
        blocks.add(next);
        in = next.out();
      }
    }
    return blocks;
  }

  /// The shape of some images of W14 to W17: channels, rows and columns of each, or its pixels.
  public static long[] batch(Workload workload, int images) {
    long side = workload == Workload.W17 ? LARGE_SIDE : SIDE;
    return workload == Workload.W14
        ? new long[] {images, PIXELS}
        : new long[] {images, CHANNELS, side, side};
  }

  /// A block of W9.
  ///
  /// @param name what the names of its weights begin with
  /// @param in channels of its input
  /// @param out channels of its output
  /// @param expansion of the channels between them, 1 for none
  /// @param stride of the convolution of each channel
  public record MobileBlock(String name, int in, int out, int expansion, int stride) {

    /// The channels inside.
    public int hidden() {
      return in * expansion;
    }
  }

  /// The blocks of W9 in order.
  public static List<MobileBlock> mobileBlocks() {
    List<MobileBlock> blocks = new ArrayList<>();
    int in = MOBILE_FIRST;
    for (int[] stage : MOBILE) {
      for (int block = 0; block < stage[2]; block++) {
        String name = "b" + blocks.size() + ".";
        blocks.add(new MobileBlock(name, in, stage[1], stage[0], block == 0 ? stage[3] : 1));
        in = stage[1];
      }
    }
    return blocks;
  }

  private Sizes() {}
}
