package dev.adjoint.distributed;

import dev.adjoint.data.RandomStream;
import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A process of the group that its environment describes, which exchanges gradients of the sizes in
/// its arguments again and again. Process 0 prints for each size and order what a step waits for,
/// and how long steps of a network take.
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
      for (GradientOrder order : GradientOrder.values()) {
        double[] medians = training(first.with(order), collective.size());
        if (collective.rank() == 0) {
          System.out.println(
              String.format(
                  Locale.ROOT,
                  "train %s %.6f %.6f %.6f",
                  order,
                  medians[0],
                  medians[1],
                  medians[2]));
        }
      }
    }
    System.exit(0);
  }

  /// The median times of a step of a convolutional network with a batch of 64 images for each
  /// process: computing alone, gradients sent after the backward pass, gradients sent during it.
  private static double[] training(DataParallel parallel, int processes) {
    var random = RandomStream.of(1, "weights");
    Sequential model =
        Sequential.of(
            Conv2d.of(1, 32, 3, random),
            Activation.RELU,
            Conv2d.of(32, 64, 3, random),
            Activation.RELU,
            MaxPool2d.of(2),
            new Flatten(),
            Linear.of(9216, 128, random),
            Activation.RELU,
            Linear.of(128, 10, random));
    List<Parameter> parameters = Parameters.of(model).list();
    Tensor x = Tensor.normal(Shape.of(64, 1, 28, 28), 0, 1, random);
    Tensor t = Tensor.randint(Shape.of(64), 0, 10, random);
    RecordedStep step =
        RecordedStep.withRandom((_, inputs) -> {
          Tensor answers = model.forward(inputs[0], new Pass.Training(random));
          return new Tensor[] {answers.crossEntropy(inputs[1]).mean()};
        });
    int[] counts = new int[processes];
    Arrays.fill(counts, 1);
    double[][] seconds = new double[3][STEPS];
    for (int i = -3 * WARM; i < 3 * STEPS; i++) {
      int way = Math.floorMod(i, 3);
      parameters.forEach(Parameter::zeroGrad);
      parallel.gather(new double[1]); // Both begin at the same time.
      long started = System.nanoTime();
      if (way == 2) {
        step.runAll(random, parallel.begin(parameters, counts), x, t);
      } else {
        step.runAll(random, x, t);
      }
      if (way > 0) {
        parallel.add(parameters, counts);
        parameters.forEach(Parameter::zeroGrad);
        parallel.finish(parameters, counts);
      }
      if (i >= 0) {
        seconds[way][i / 3] = (System.nanoTime() - started) / 1e9;
      }
    }
    double[] medians = new double[3];
    for (int way = 0; way < 3; way++) {
      Arrays.sort(seconds[way]);
      medians[way] = seconds[way][STEPS / 2];
    }
    return medians;
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
