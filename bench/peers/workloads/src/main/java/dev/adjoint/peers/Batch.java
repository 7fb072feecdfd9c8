package dev.adjoint.peers;

import dev.adjoint.bench.workload.SplitMix;
import dev.adjoint.bench.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/// One batch of a workload.
///
/// @param inputs samples in C order, for W5 and W13 `[sample, step, number]`, for W6 and W9
///   `[sample, channel, row, column]`; empty for W4, W11 and W12
/// @param tokens the inputs of W4, W11 and W12; empty else
/// @param targets the class of each sample, or the next of each token; empty for W1, whose target
///   is [#TINY_TARGET]
public record Batch(float[] inputs, int[] tokens, int[] targets) {

  /// The only target of W1.
  public static final float TINY_TARGET = 0.75f;

  private static final int[] NONE = {};

  /// All batches, in order.
  public static List<Batch> all(Workload workload) {
    if (workload == Workload.W1) {
      return List.of(new Batch(new float[] {0.5f, -0.25f}, NONE, NONE));
    }
    long seed = seed(workload) * 1_000_000L;
    float[][] prototypes = new float[Sizes.CLASSES][];
    for (int kind = 0; kind < Sizes.CLASSES && !hasTokens(workload); kind++) {
      prototypes[kind] = SplitMix.uniform(seed + 900_000 + kind, numbers(workload), 1);
    }
    List<Batch> batches = new ArrayList<>();
    for (int b = 0; b < workload.batches(); b++) {
      SplitMix random = new SplitMix(seed + 500_000 + b);
      batches.add(
          switch (workload) {
            case W4 -> ofTokens(random);
            case W11 -> ofIndices(random, workload.items() / Sizes.FIELDS);
            case W12 -> ofTexts(random, workload.items());
            default -> ofSamples(random, workload.items(), prototypes);
          });
    }
    return batches;
  }

  /// The images of W7 in turn: the first batch of W2.
  public static float[] images() {
    return all(Workload.W2).getFirst().inputs;
  }

  /// Whether the inputs of a workload are tokens or indices.
  public static boolean hasTokens(Workload workload) {
    return switch (workload) {
      case W4, W11, W12 -> true;
      default -> false;
    };
  }

  /// At least as many images of W14 to W17 as are taken at a time, one after another: those of the
  /// first batches.
  public static float[] images(Workload workload) {
    Workload origin = workload.origin();
    List<Batch> batches = all(origin);
    int numbers = numbers(origin);
    int most = workload.imagesAtATime().getLast();
    float[] images = new float[Math.ceilDiv(most, origin.items()) * origin.items() * numbers];
    for (int at = 0, b = 0; at < images.length; b++) {
      float[] part = batches.get(b).inputs;
      System.arraycopy(part, 0, images, at, part.length);
      at += part.length;
    }
    return images;
  }

  /// The targets, for libraries that count classes with long numbers.
  public long[] longTargets() {
    return longs(targets);
  }

  /// The tokens, likewise.
  public long[] longTokens() {
    return longs(tokens);
  }

  /// The number of a workload in its seeds.
  static long seed(Workload workload) {
    return workload.origin().number();
  }

  private static int numbers(Workload workload) {
    return switch (workload) {
      case W2, W3 -> Sizes.PIXELS;
      case W5, W13 -> Sizes.STEPS * Sizes.INPUTS;
      case W6, W9 -> Sizes.CHANNELS * Sizes.SIDE * Sizes.SIDE;
      case W17 -> Sizes.CHANNELS * Sizes.LARGE_SIDE * Sizes.LARGE_SIDE;
      default -> throw new IllegalArgumentException(workload + " has no classified samples");
    };
  }

  private static Batch ofSamples(SplitMix random, int samples, float[][] prototypes) {
    int numbers = prototypes[0].length;
    float[] inputs = new float[samples * numbers];
    int[] targets = new int[samples];
    for (int sample = 0; sample < samples; sample++) {
      int kind = random.below(Sizes.CLASSES);
      double u = random.unit();
      int other = random.below(Sizes.CLASSES);
      targets[sample] = u < 0.1 ? other : kind;
      for (int j = 0; j < numbers; j++) {
        inputs[sample * numbers + j] =
            (float) (0.5 * prototypes[kind][j] + 0.5 * random.symmetric());
      }
    }
    return new Batch(inputs, NONE, targets);
  }

  private static Batch ofTokens(SplitMix random) {
    int[] tokens = new int[Sizes.ROWS * Sizes.CONTEXT];
    int[] targets = new int[tokens.length];
    int token = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (i % Sizes.CONTEXT == 0) {
        token = random.below(Sizes.VOCABULARY);
      }
      tokens[i] = token;
      double u = random.unit();
      int other = random.below(Sizes.VOCABULARY);
      token = u < 0.8 ? (5 * token + 7) % Sizes.VOCABULARY : other;
      targets[i] = token;
    }
    return new Batch(new float[0], tokens, targets);
  }

  private static Batch ofIndices(SplitMix random, int samples) {
    int[] indices = new int[samples * Sizes.FIELDS];
    int[] targets = new int[samples];
    for (int i = 0; i < indices.length; i++) {
      double u = random.unit();
      indices[i] = (int) (Sizes.TABLE_ROWS * u * u);
      if (i % Sizes.FIELDS == Sizes.FIELDS - 1) {
        targets[i / Sizes.FIELDS] = random.below(2);
      }
    }
    return new Batch(new float[0], indices, targets);
  }

  private static Batch ofTexts(SplitMix random, int samples) {
    int[] tokens = new int[samples * Sizes.TEXT_LENGTH];
    int[] targets = new int[samples];
    for (int sample = 0; sample < samples; sample++) {
      int kind = random.below(Sizes.CLASSES);
      double u = random.unit();
      int other = random.below(Sizes.CLASSES);
      targets[sample] = u < 0.1 ? other : kind;
      for (int j = 0; j < Sizes.TEXT_LENGTH; j++) {
        double v = random.unit();
        int any = random.below(Sizes.TEXT_VOCABULARY);
        tokens[sample * Sizes.TEXT_LENGTH + j] = v < 0.2 ? any / 10 * 10 + kind : any;
      }
    }
    return new Batch(new float[0], tokens, targets);
  }

  private static long[] longs(int[] numbers) {
    long[] longs = new long[numbers.length];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = numbers[i];
    }
    return longs;
  }
}
