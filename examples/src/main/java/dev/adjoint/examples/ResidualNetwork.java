package dev.adjoint.examples;

import module dev.adjoint.models;
import module dev.adjoint.train;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Trains a small [ResNet] of `dev.adjoint.models` to classify images.
public final class ResidualNetwork {

  private ResidualNetwork() {}

  /// Images that hold a bright square in one of four corners, on noise; the corner is the class.
  private static DataSet images(int count, RandomGenerator random) {
    Tensor classes = Tensor.randint(Shape.of(count), 0, 4, random);
    Tensor first = Tensor.linspace(0, 1, 8).less(0.5).to(ElementType.F32);
    Tensor second = first.flip(0);
    Tensor[] images = new Tensor[count];
    for (int i = 0; i < count; i++) {
      long corner = (long) classes.select(0, i).item();
      Tensor rows = corner < 2 ? first : second;
      Tensor columns = corner % 2 == 0 ? first : second;
      images[i] = rows.unsqueeze(1).multiply(columns).expand(3, 8, 8);
    }
    Tensor noise = Tensor.normal(Shape.of(count, 3, 8, 8), 0, 0.5, random);
    return DataSet.of(Tensor.stack(0, images).add(noise), classes);
  }

  // @start region="train"
  /// Trains a small network to classify the corners.
  ///
  /// @return the accuracy on images that training has not seen
  public static double run() {
    var random = new SplittableRandom(20);
    ResNet model = ResNet.of(3, 8, 4, 4, random);
    TrainOptions options =
        TrainOptions.ofEpochs(2)
            .withBatch(16)
            .withValidation(images(100, random))
            .withMetrics(new Accuracy());
    Trainer trainer =
        Trainer.of(
            model,
            new CrossEntropyLoss(),
            Optimizer.of(model, new Sgd(0.05, 0.9)),
            images(320, random),
            options);
    trainer.fit();
    return trainer.history().getLast().latest().metric("accuracy");
  }

  // @end
}
