package dev.adjoint.bench.workload;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// The batches of a workload: batch b is drawn from the seed `workload · 10⁶ + 500 000 + b`.
///
/// A classified sample is the prototype of its class half hidden in noise; one label in ten is
/// replaced at random, so no model can be perfect.
final class DrawnBatches {

  /// The classes of W2, W3, W5 and W6.
  static final int CLASSES = 10;

  /// One batch as the model and the loss take it.
  record Batch(Tensor x, Tensor target) {

    /// The first rows of it, where it has more; a row of tokens has as many targets.
    Batch first(int rows) {
      int all = x.shape().size(0);
      int kept = Math.min(rows, all);
      int targets = target.shape().size(0) / all * kept;
      return new Batch(x.slice(0, 0, kept), target.slice(0, 0, targets));
    }
  }

  private DrawnBatches() {}

  /// The only batch of W1.
  static Batch tiny() {
    return new Batch(
        Tensor.of(new float[] {0.5f, -0.25f}, Shape.of(1, 2)),
        Tensor.of(new float[] {0.75f}, Shape.of(1, 1)));
  }

  /// `count` batches of samples of this shape with a class each.
  static Batch[] classified(int workload, int count, int batch, int... sample) {
    int size = Math.toIntExact(Shape.of(sample).count());
    float[][] prototypes = new float[CLASSES][];
    for (int c = 0; c < CLASSES; c++) {
      prototypes[c] = SplitMix.uniform(workload * 1_000_000L + 900_000 + c, size, 1);
    }
    int[] sizes = new int[sample.length + 1];
    sizes[0] = batch;
    System.arraycopy(sample, 0, sizes, 1, sample.length);
    Batch[] batches = new Batch[count];
    for (int b = 0; b < count; b++) {
      batches[b] = classified(random(workload, b), prototypes, Shape.of(sizes));
    }
    return batches;
  }

  private static Batch classified(SplitMix random, float[][] prototypes, Shape shape) {
    int size = prototypes[0].length;
    float[] x = new float[Math.toIntExact(shape.count())];
    int[] labels = new int[shape.size(0)];
    for (int i = 0; i < labels.length; i++) {
      int kind = random.below(CLASSES);
      double u = random.unit();
      int other = random.below(CLASSES);
      labels[i] = u < 0.1 ? other : kind;
      for (int j = 0; j < size; j++) {
        x[i * size + j] = (float) (0.5 * prototypes[kind][j] + 0.5 * random.symmetric());
      }
    }
    return new Batch(Tensor.of(x, shape), Tensor.of(labels));
  }

  /// `count` batches of token rows `[rows, length]`, each token's target being the next: four times
  /// in five `(5t + 7) mod vocabulary`, else any.
  static Batch[] tokens(int workload, int count, int rows, int length, int vocabulary) {
    Batch[] batches = new Batch[count];
    for (int b = 0; b < count; b++) {
      SplitMix random = random(workload, b);
      int[] tokens = new int[rows * length];
      int[] next = new int[rows * length];
      for (int row = 0; row < rows; row++) {
        int token = random.below(vocabulary);
        for (int i = row * length; i < (row + 1) * length; i++) {
          tokens[i] = token;
          double u = random.unit();
          int other = random.below(vocabulary);
          token = u < 0.8 ? (5 * token + 7) % vocabulary : other;
          next[i] = token;
        }
      }
      batches[b] = new Batch(Tensor.of(tokens, Shape.of(rows, length)), Tensor.of(next));
    }
    return batches;
  }

  /// `count` batches of texts `[rows, length]` of tokens, with a class each: a fifth of the tokens
  /// have the class as their last digit, the others are any.
  static Batch[] texts(int workload, int count, int rows, int length, int vocabulary) {
    Batch[] batches = new Batch[count];
    for (int b = 0; b < count; b++) {
      SplitMix random = random(workload, b);
      int[] tokens = new int[rows * length];
      int[] labels = new int[rows];
      for (int row = 0; row < rows; row++) {
        int kind = random.below(CLASSES);
        double u = random.unit();
        int other = random.below(CLASSES);
        labels[row] = u < 0.1 ? other : kind;
        for (int i = row * length; i < (row + 1) * length; i++) {
          double v = random.unit();
          int token = random.below(vocabulary);
          tokens[i] = v < 0.2 ? token - token % 10 + kind : token;
        }
      }
      batches[b] = new Batch(Tensor.of(tokens, Shape.of(rows, length)), Tensor.of(labels));
    }
    return batches;
  }

  /// `count` batches of indices `[rows, fields]` of a table, small ones more often than large ones,
  /// each with one of two answers by chance.
  static Batch[] indices(int workload, int count, int rows, int fields, int table) {
    Batch[] batches = new Batch[count];
    for (int b = 0; b < count; b++) {
      SplitMix random = random(workload, b);
      int[] indices = new int[rows * fields];
      int[] answers = new int[rows];
      for (int row = 0; row < rows; row++) {
        for (int i = row * fields; i < (row + 1) * fields; i++) {
          double u = random.unit();
          indices[i] = (int) (table * u * u);
        }
        answers[row] = random.below(2);
      }
      batches[b] = new Batch(Tensor.of(indices, Shape.of(rows, fields)), Tensor.of(answers));
    }
    return batches;
  }

  private static SplitMix random(int workload, int batch) {
    return new SplitMix(workload * 1_000_000L + 500_000 + batch);
  }
}
