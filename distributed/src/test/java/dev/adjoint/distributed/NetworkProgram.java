package dev.adjoint.distributed;

import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A process of the group that its environment describes, which exchanges gradients of the sizes in
/// its arguments again and again. Process 0 prints for each size and order what a step waits for.
final class NetworkProgram {

  private static final int WARM = 5;
  private static final int STEPS = 25;

  private NetworkProgram() {}

  public static void main(String[] args) {
    try (Collective collective = ProcessGroup.join()) {
      DataParallel first = DataParallel.of(collective);
      for (String size : args) {
        for (GradientOrder order : GradientOrder.values()) {
          double[] seconds = steps(first.with(order), Integer.parseInt(size), collective.size());
          if (collective.rank() == 0) {
            System.out.println(
                String.format(
                    Locale.ROOT,
                    "step %s %s %.6f %.6f",
                    order,
                    size,
                    seconds[0],
                    seconds[seconds.length / 2]));
          }
        }
      }
    }
    System.exit(0);
  }

  /// The times of steps in which each process has one batch, the least first.
  private static double[] steps(DataParallel parallel, int elements, int processes) {
    Parameter parameter = Parameter.of(Tensor.zeros(Shape.of(elements)));
    Tensor gradient = Tensor.ones(Shape.of(elements));
    int[] counts = new int[processes];
    Arrays.fill(counts, 1);
    double[] seconds = new double[STEPS];
    for (int step = -WARM; step < STEPS; step++) {
      parameter.zeroGrad();
      parameter.addGradient(gradient);
      parallel.gather(new double[1]); // Both begin at the same time.
      long started = System.nanoTime();
      parallel.add(List.of(parameter), counts);
      parameter.zeroGrad();
      parallel.finish(List.of(parameter), counts);
      if (step >= 0) {
        seconds[step] = (System.nanoTime() - started) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds;
  }
}
