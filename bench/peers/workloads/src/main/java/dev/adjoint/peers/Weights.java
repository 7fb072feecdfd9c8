package dev.adjoint.peers;

import dev.adjoint.bench.workload.SplitMix;
import dev.adjoint.bench.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The initial weights of a workload, collected in its order: tensor k is drawn from the seed
/// `workload · 10⁶ + k`.
public final class Weights {

  private final long workload;
  private double scale = 1;
  private final List<Weight> all = new ArrayList<>();

  private Weights(long workload) {
    this.workload = workload;
  }

  /// All of them, in order. A residual block's names begin with its stage and number, `s1b0.`, and
  /// those of its shortcut are `down` and `downbn`.
  public static List<Weight> of(Workload workload) {
    Weights weights = new Weights(Batch.seed(workload));
    switch (workload) {
      case W1 -> {
        weights.linear("fc1", 2, 2);
        weights.linear("fc2", 1, 2);
      }
      case W2, W7, W14 -> {
        weights.linear("fc1", Sizes.HIDDEN_1, Sizes.PIXELS);
        weights.linear("fc2", Sizes.HIDDEN_2, Sizes.HIDDEN_1);
        weights.linear("fc3", Sizes.CLASSES, Sizes.HIDDEN_2);
      }
      case W3 -> {
        weights.convolution("conv1", 32, 1);
        weights.convolution("conv2", Sizes.DIGIT_CHANNELS, 32);
        weights.linear("fc1", Sizes.DIGIT_HIDDEN, Sizes.DIGIT_CHANNELS * Sizes.DIGIT_PLACES);
        weights.linear("fc2", Sizes.CLASSES, Sizes.DIGIT_HIDDEN);
      }
      case W4 -> weights.gpt();
      case W5 -> weights.recurrent(4);
      case W6, W15 -> weights.resnet();
      case W9, W16 -> weights.mobile();
      case W10 -> weights.gpt2();
      case W17 -> weights.largeResnet();
      case W11 -> {
        uniformRows(weights, "table", Sizes.TABLE_ROWS, Sizes.TABLE_WIDTH);
        weights.linear("fc1", Sizes.TABLE_HIDDEN, Sizes.FIELDS * Sizes.TABLE_WIDTH);
        weights.linear("fc2", 2, Sizes.TABLE_HIDDEN);
      }
      case W12 -> {
        uniformRows(weights, "table", Sizes.TEXT_VOCABULARY, Sizes.TEXT_WIDTH);
        for (int kernel = 3; kernel <= 5; kernel++) {
          double bound = 1 / Math.sqrt((double) Sizes.TEXT_WIDTH * kernel);
          String name = "conv" + kernel;
          weights.uniform(name + ".weight", bound, Sizes.TEXT_FILTERS, Sizes.TEXT_WIDTH, kernel);
          weights.uniform(name + ".bias", bound, Sizes.TEXT_FILTERS);
        }
        weights.linear("fc", Sizes.CLASSES, 3 * Sizes.TEXT_FILTERS);
      }
      case W13 -> weights.recurrent(3);
      case W8 -> throw new IllegalArgumentException("W8 has operands, no weights");
    }
    return List.copyOf(weights.all);
  }

  private void gpt() {
    int width = Sizes.WIDTH;
    double bound = 0.035;
    double outBound = 0.0125;
    uniform("wte", bound, Sizes.VOCABULARY, width);
    uniform("wpe", bound, Sizes.CONTEXT, width);
    for (int block = 0; block < Sizes.BLOCKS; block++) {
      String name = "h" + block + ".";
      constant(name + "ln1", 1, width);
      uniform(name + "attention", bound, 3L * width, width);
      uniform(name + "mixed", outBound, width, width);
      constant(name + "ln2", 1, width);
      uniform(name + "fc", bound, 4L * width, width);
      uniform(name + "back", outBound, width, 4L * width);
    }
    constant("norm", 1, width);
  }

  private void recurrent(int gates) {
    double bound = 1 / Math.sqrt(Sizes.STATE);
    uniform("w_ih", bound, (long) gates * Sizes.STATE, Sizes.INPUTS);
    uniform("w_hh", bound, (long) gates * Sizes.STATE, Sizes.STATE);
    uniform("b_ih", bound, (long) gates * Sizes.STATE);
    uniform("b_hh", bound, (long) gates * Sizes.STATE);
    linear("fc", Sizes.CLASSES, Sizes.STATE);
  }

  private void mobile() {
    scale = Math.sqrt(6);
    filter("first", Sizes.MOBILE_FIRST, Sizes.CHANNELS, 3);
    batchNorm("firstbn", Sizes.MOBILE_FIRST);
    int out = Sizes.MOBILE_FIRST;
    for (Sizes.MobileBlock block : Sizes.mobileBlocks()) {
      if (block.expansion() != 1) {
        filter(block.name() + "widen", block.hidden(), block.in(), 1);
        batchNorm(block.name() + "widenbn", block.hidden());
      }
      filter(block.name() + "each", block.hidden(), 1, 3);
      batchNorm(block.name() + "eachbn", block.hidden());
      filter(block.name() + "narrow", block.out(), block.hidden(), 1);
      batchNorm(block.name() + "narrowbn", block.out());
      out = block.out();
    }
    filter("last", Sizes.MOBILE_LAST, out, 1);
    batchNorm("lastbn", Sizes.MOBILE_LAST);
    linear("fc", Sizes.CLASSES, Sizes.MOBILE_LAST);
  }

  private void gpt2() {
    int width = Sizes.GPT_WIDTH;
    uniformRows(this, "wte", Sizes.GPT_VOCABULARY, width);
    uniformRows(this, "wpe", Sizes.GPT_CONTEXT, width);
    for (int block = 0; block < Sizes.GPT_HEADS; block++) {
      String name = "h" + block + ".";
      batchNorm(name + "ln1", width);
      linear(name + "attention", 3 * width, width);
      linear(name + "mixed", width, width);
      batchNorm(name + "ln2", width);
      linear(name + "fc", 4 * width, width);
      linear(name + "back", width, 4 * width);
    }
    batchNorm("norm", width);
  }

  private static void uniformRows(Weights weights, String name, int rows, int width) {
    weights.uniform(name, 1 / Math.sqrt(width), rows, width);
  }

  private void resnet() {
    filter("conv1", Sizes.FIRST_WIDTH, Sizes.CHANNELS, 3);
    batchNorm("bn1", Sizes.FIRST_WIDTH);
    int in = Sizes.FIRST_WIDTH;
    for (int stage = 0; stage < Sizes.STAGES; stage++) {
      int out = Sizes.FIRST_WIDTH << stage;
      for (int block = 0; block < Sizes.STAGES; block++) {
        String name = "s" + stage + "b" + block + ".";
        filter(name + "conv1", out, in, 3);
        batchNorm(name + "bn1", out);
        filter(name + "conv2", out, out, 3);
        batchNorm(name + "bn2", out);
        if (in != out) {
          filter(name + "down", out, in, 1);
          batchNorm(name + "downbn", out);
        }
        in = out;
      }
    }
    linear("fc", Sizes.CLASSES, in);
  }

  private void largeResnet() {
    scale = Math.sqrt(3);
    filter("conv1", Sizes.LARGE_FIRST, Sizes.CHANNELS, 7);
    batchNorm("bn1", Sizes.LARGE_FIRST);
    for (Sizes.Bottleneck block : Sizes.bottlenecks()) {
      String name = block.name();
      filter(name + "conv1", block.width(), block.in(), 1);
      batchNorm(name + "bn1", block.width());
      filter(name + "conv2", block.width(), block.width(), 3);
      batchNorm(name + "bn2", block.width());
      filter(name + "conv3", block.out(), block.width(), 1);
      batchNorm(name + "bn3", block.out());
      if (block.fits()) {
        filter(name + "down", block.out(), block.in(), 1);
        batchNorm(name + "downbn", block.out());
      }
    }
    linear("fc", Sizes.CLASSES, Sizes.bottlenecks().getLast().out());
  }

  private void linear(String name, int out, int in) {
    double bound = scale / Math.sqrt(in);
    uniform(name + ".weight", bound, out, in);
    uniform(name + ".bias", bound, out);
  }

  private void convolution(String name, int out, int in) {
    filter(name, out, in, 3);
    uniform(name + ".bias", 1 / Math.sqrt(in * 9.0), out);
  }

  private void filter(String name, int out, int in, int kernel) {
    uniform(
        name + ".weight",
        scale / Math.sqrt((double) in * kernel * kernel),
        out,
        in,
        kernel,
        kernel);
  }

  private void batchNorm(String name, int channels) {
    constant(name + ".weight", 1, channels);
    constant(name + ".bias", 0, channels);
  }

  private void uniform(String name, double bound, long... shape) {
    long seed = workload * 1_000_000 + all.size();
    all.add(new Weight(name, shape, SplitMix.uniform(seed, count(shape), bound)));
  }

  private void constant(String name, float value, long... shape) {
    float[] values = new float[count(shape)];
    Arrays.fill(values, value);
    all.add(new Weight(name, shape, values));
  }

  private static int count(long... shape) {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }
}
