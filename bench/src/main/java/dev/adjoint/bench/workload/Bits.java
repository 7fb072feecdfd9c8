package dev.adjoint.bench.workload;

import dev.adjoint.kernel.Kernels;
import java.util.List;
import java.util.zip.CRC32C;

/// Numbers that two runs of a workload share only if everything they computed has equal bits.
///
/// As a program it runs workloads with the kernels and threads of its process; the arguments are
/// the three numbers of an [Effort] and the workloads' names. It prints the kernels' description,
/// and then a line for each workload as soon as it is done: its name, the number of what it gave
/// (losses, logits, products) and that of what it left (weights, buffers and the optimizer's
/// state).
public final class Bits {

  private static final String NOTHING = "-";

  /// The vocabulary of W10 where only a part of the work is done.
  private static final int SOME_TOKENS = 500;

  private Bits() {}

  /// How much of a workload is done.
  ///
  /// @param steps of training
  /// @param rows of a batch, or images, at most
  /// @param product the largest size of a matrix product
  record Effort(int steps, int rows, int product) {}

  /// Prints `vector 512 bit`, then `W1 0123abcd 4567cdef` and so on.
  public static void main(String[] arguments) {
    Effort effort =
        new Effort(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    boolean eager = Boolean.getBoolean("adjoint.bench.eager");
    System.out.println(Kernels.active().description());
    for (int i = 3; i < arguments.length; i++) {
      Workload workload = Workload.valueOf(arguments[i]);
      System.out.println(workload + " " + of(workload, eager, effort));
    }
  }

  /// The two numbers of a workload, its steps recorded or, when eager, computed operation by
  /// operation.
  static String of(Workload workload, boolean eager, Effort effort) {
    return switch (workload) {
      case W7 -> ofInference(eager ? Inference.eager() : Inference.recorded(), effort.rows);
      case W8 -> ofProducts(effort.product);
      case W10 -> ofDecoding(effort.rows);
      case W14, W15, W16, W17 ->
          ofNetwork(
              eager ? BatchInference.eager(workload) : BatchInference.recorded(workload),
              workload.imagesAtATime(),
              effort.rows);
      default ->
          ofTraining(
              eager
                  ? TrainingWorkload.eager(workload, effort.rows)
                  : TrainingWorkload.of(workload, effort.rows),
              effort.steps);
    };
  }

  private static String ofTraining(TrainingWorkload training, int steps) {
    CRC32C losses = new CRC32C();
    for (int step = 0; step < steps; step++) {
      add(losses, training.step(step).toFloatArray());
    }
    CRC32C left = new CRC32C();
    training.state().forEach(tensor -> add(left, tensor.toFloatArray()));
    return text(losses) + " " + text(left);
  }

  private static String ofInference(Inference inference, int rows) {
    float[] images = inference.images();
    float[] image = new float[inference.inputs()];
    float[] logits = new float[inference.outputs()];
    CRC32C sum = new CRC32C();
    int count = Math.min(rows, images.length / image.length);
    for (int i = 0; i < count; i++) {
      System.arraycopy(images, i * image.length, image, 0, image.length);
      inference.logits(image, logits);
      add(sum, logits);
    }
    return text(sum) + " " + NOTHING;
  }

  /// A model of two blocks and few tokens where only some rows are asked for.
  private static String ofDecoding(int rows) {
    boolean isWhole = rows == Integer.MAX_VALUE;
    DecodingTurns turns =
        isWhole
            ? new DecodingTurns(GptDecoding.of())
            : new DecodingTurns(GptDecoding.of(SOME_TOKENS, 2), SOME_TOKENS);
    CRC32C sum = new CRC32C();
    for (double loss : turns.losses()) {
      add(sum, new float[] {(float) loss});
    }
    for (int i = 0; i < Math.min(rows, DecodingTurns.BEGINNING); i++) {
      add(sum, turns.next());
    }
    return text(sum) + " " + NOTHING;
  }

  private static String ofNetwork(Library.Network network, List<Integer> batches, int rows) {
    CRC32C sum = new CRC32C();
    for (int batch : batches) {
      add(sum, network.logits(Math.min(rows, batch)));
    }
    return text(sum) + " " + NOTHING;
  }

  private static String ofProducts(int largest) {
    CRC32C sum = new CRC32C();
    for (int n : Turns.SIZES) {
      if (n <= largest) {
        Library.Product product = Turns.product(SquareProduct::new, n);
        product.run();
        add(sum, product.result());
      }
    }
    return text(sum) + " " + NOTHING;
  }

  private static void add(CRC32C sum, float[] values) {
    for (float value : values) {
      int bits = Float.floatToRawIntBits(value);
      for (int shift = 0; shift < 32; shift += 8) {
        sum.update(bits >>> shift);
      }
    }
  }

  private static String text(CRC32C sum) {
    return "%08x".formatted(sum.getValue());
  }
}
