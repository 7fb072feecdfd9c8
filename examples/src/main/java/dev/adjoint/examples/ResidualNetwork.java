package dev.adjoint.examples;

import module dev.adjoint.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A residual network for small images, as He, Zhang, Ren and Sun built it for CIFAR-10 (2015,
/// section 4.2). Its parts have the names of torchvision's models, so weights can be exchanged.
public final class ResidualNetwork {

  private ResidualNetwork() {}

  // @start region="block"
  /// Two convolutions whose result is added to what they got. Where the size changes, a convolution
  /// of 1×1 brings the input to the new one.
  public record BasicBlock(
      Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Optional<Sequential> downsample)
      implements Layer {

    /// A block from `in` to `out` channels.
    static BasicBlock of(int in, int out, int stride, RandomGenerator random) {
      Optional<Sequential> shortcut =
          in == out && stride == 1
              ? Optional.empty()
              : Optional.of(
                  Sequential.of(
                      Conv2d.of(in, out, 1, random).withStride(stride).withoutBias(),
                      BatchNorm2d.of(out)));
      return new BasicBlock(
          Conv2d.of(in, out, 3, random).withStride(stride).withPadding(1).withoutBias(),
          BatchNorm2d.of(out),
          Conv2d.of(out, out, 3, random).withPadding(1).withoutBias(),
          BatchNorm2d.of(out),
          shortcut);
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = bn1.forward(conv1.forward(x), pass).relu();
      Tensor residual = bn2.forward(conv2.forward(y), pass);
      Tensor shortcut = downsample.isPresent() ? downsample.get().forward(x, pass) : x;
      return residual.add(shortcut).relu();
    }
  }

  // @end

  /// Three stages of blocks; the second and the third halve the image and double the channels.
  public record ResNet(
      Conv2d conv1,
      BatchNorm2d bn1,
      List<BasicBlock> layer1,
      List<BasicBlock> layer2,
      List<BasicBlock> layer3,
      Linear fc)
      implements Layer {

    /// A network with this number of blocks in each stage, which makes `6·blocks + 2` layers with
    /// weights.
    ///
    /// @param width the channels of the first stage, 16 in the paper
    public static ResNet of(int blocks, int width, int classes, RandomGenerator random) {
      return new ResNet(
          Conv2d.of(3, width, 3, random).withPadding(1).withoutBias(),
          BatchNorm2d.of(width),
          stage(blocks, width, width, 1, random),
          stage(blocks, width, 2 * width, 2, random),
          stage(blocks, 2 * width, 4 * width, 2, random),
          Linear.of(4 * width, classes, random));
    }

    private static List<BasicBlock> stage(
        int blocks, int in, int out, int stride, RandomGenerator random) {
      List<BasicBlock> stage = new ArrayList<>();
      for (int i = 0; i < blocks; i++) {
        stage.add(BasicBlock.of(i == 0 ? in : out, out, i == 0 ? stride : 1, random));
      }
      return stage;
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = bn1.forward(conv1.forward(x), pass).relu();
      for (List<BasicBlock> stage : List.of(layer1, layer2, layer3)) {
        for (BasicBlock block : stage) {
          y = block.forward(y, pass);
        }
      }
      return fc.forward(y.mean(2, 3));
    }
  }

  /// Images that hold a bright square in one of four corners, on noise; the corner is the class.
  private static DataSet images(int count, RandomGenerator random) {
    Tensor classes = Tensor.randint(Shape.of(count), 0, 4, random);
    Tensor corner = Tensor.linspace(0, 1, 8).less(0.5).to(ElementType.F32);
    Tensor other = corner.flip(0);
    Tensor[] images = new Tensor[count];
    for (int i = 0; i < count; i++) {
      long place = (long) classes.select(0, i).item();
      Tensor rows = place < 2 ? corner : other;
      Tensor columns = place % 2 == 0 ? corner : other;
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
    ResNet model = ResNet.of(1, 4, 4, random);
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
