package dev.adjoint.examples.guide;

import module dev.adjoint.nn;
import module dev.adjoint.tensor;
import module dev.adjoint.train;

import java.util.List;
import java.util.random.RandomGenerator;

/// Chapter 21: smaller numbers, large tables, a search of your own.
public final class SmallerNumbers {

  private SmallerNumbers() {}

  /// Pixels in a quarter of the memory of F32.
  public static Tensor pixels(byte[] bytes) {
    // @start region="bytes"
    Tensor pixels = Tensor.of(ElementType.U8, bytes, Shape.of(2, 3));
    Tensor row = pixels.select(0, 1);
    Tensor brightness = row.to(ElementType.F32).divide(255);
    // @end
    return brightness;
  }

  /// One third in BF16.
  public static double third() {
    // @start region="halves"
    Tensor x = Tensor.of(ElementType.BF16, 1);
    Tensor third = x.divide(3);
    // @end
    return third.item();
  }

  /// How far the answers with weights in 8 bits are from those in F32, at most.
  public static double quantized(Tensor x, RandomGenerator random) {
    // @start region="int8"
    Sequential model =
        Sequential.of(Linear.of(16, 32, random), Activation.RELU, Linear.of(32, 4, random));
    Sequential small = Quantize.dynamic(model).model();
    Tensor error = small.forward(x, Pass.INFERENCE).subtract(model.forward(x, Pass.INFERENCE));
    // @end
    return error.abs().max().item();
  }

  /// A table of 100,000 rows of which a step changes those that its batch names.
  public static Tensor sparse(RandomGenerator random) {
    // @start region="sparse"
    SparseEmbedding items = SparseEmbedding.of(100_000, 8, random);
    Linear score = Linear.of(8, 1, random);
    Optimizer optimizer =
        Optimizer.of(List.of(items, score), new Adam(0.01))
            .with(p -> p.shape().size(0) == 100_000, new SparseAdam(0.01));
    Tensor batch = Tensor.of(3L, 70_000, 3);
    Tensor y = score.forward(items.forward(batch, new Pass.Training(random)));
    y.square().mean().backward();
    optimizer.step();
    // @end
    return items.table().weight().value().detach();
  }

  /// The best step size of 12 for descent on a parabola.
  public static double search() {
    // @start region="search"
    SearchSpace space = SearchSpace.of("rate", new SearchRange.LogUniform(1e-3, 1));
    SearchReport report =
        new TpeSearch(12, 1)
            .run(
                space,
                (values, steps) -> {
                  double x = 1;
                  for (int step = 0; step < steps; step++) {
                    x -= (double) values.getOrDefault("rate", 0.0) * 2 * x;
                  }
                  return x * x;
                },
                20);
    double best = report.best().score();
    // @end
    return best;
  }
}
