package dev.adjoint.examples.cookbook;

import module dev.adjoint.nn;

import java.util.List;
import java.util.SplittableRandom;

/// Recipes that need a few lines.
public final class Recipes {

  private Recipes() {}

  /// Freezes the first layer and gives the others two rates.
  ///
  /// @return how many numbers are trained
  public static long freeze() {
    var random = new SplittableRandom(1);
    var model =
        Sequential.of(
            Linear.of(4, 8, random),
            Activation.RELU,
            Linear.of(8, 8, random),
            Activation.RELU,
            Linear.of(8, 1, random));
    // @start region="freeze"
    Parameters parameters = Parameters.of(model);
    parameters.byName().forEach((name, parameter) -> parameter.trainable(!name.startsWith("0.")));
    // @end
    // @start region="groups"
    Parameter last = parameters.byName().get("4.weight");
    Schedule rate = Schedule.cosine(0.001, 0, 1000).withWarmup(100);
    Optimizer optimizer =
        Optimizer.of(model, new AdamW(rate)).with(p -> p == last, new AdamW(0.01));
    // @end
    optimizer.zeroGrad();
    return parameters.list().stream()
        .filter(Parameter::isTrainable)
        .mapToLong(parameter -> parameter.shape().count())
        .sum();
  }

  /// Accumulates the gradients of four small batches before each step.
  ///
  /// @return the last loss
  public static double accumulate() {
    var random = new SplittableRandom(2);
    Layer model = Linear.of(3, 1, random);
    List<Tensor> parts = Tensor.normal(Shape.of(32, 3), 0, 1, random).split(0, 8);
    double last = 0;
    var criterion = new MseLoss();
    var optimizer = Optimizer.of(model, new Adam(0.05));
    for (int step = 0; step < 50; step++) {
      // @start region="accumulate"
      optimizer.zeroGrad();
      for (Tensor x : parts) {
        Tensor target = x.sum(1).unsqueeze(1);
        Tensor loss = criterion.of(model.forward(x, new Pass.Training(random)), target);
        loss.divide(parts.size()).backward();
        last = loss.item();
      }
      optimizer.step();
      // @end
    }
    return last;
  }

  /// Attention that does not look at padding.
  ///
  /// @return the output for one sentence of three words and a padding
  public static Tensor mask() {
    var random = new SplittableRandom(3);
    // @start region="mask"
    var words = Embedding.of(100, 16, random).withPadding(0);
    var attention = MultiheadAttention.of(16, 4, random);
    Tensor sentence = Tensor.of(new long[] {7, 12, 3, 0}).reshape(1, 4);
    Tensor isWord = sentence.notEqual(Tensor.of(0L)).reshape(1, 1, 1, 4);
    Tensor output = attention.forward(words.forward(sentence), isWord);
    // @end
    return output;
  }
}
